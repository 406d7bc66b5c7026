namespace HyperToken.Simulation.Engine;

/// <summary>Chunks to be used again, of one worker.</summary>
internal sealed class ChunkPool
{
    private readonly Stack<EventChunk> _free = [];

    public EventChunk Take() => _free.TryPop(out var chunk) ? chunk : new EventChunk();

    public void Return(EventChunk chunk)
    {
        chunk.Clear();
        _free.Push(chunk);
    }
}
