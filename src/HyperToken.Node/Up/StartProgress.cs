using System.Diagnostics;

namespace HyperToken.Node.Up;

/// <summary>How far a start of peers has come; read by one thread, written by many.</summary>
internal sealed class StartProgress(int peers)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _joined;

    /// <summary>Peers to start.</summary>
    public int Peers { get; } = peers;

    /// <summary>Peers whose join has ended.</summary>
    public int Joined => Volatile.Read(ref _joined);

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public void OneJoined() => Interlocked.Increment(ref _joined);
}
