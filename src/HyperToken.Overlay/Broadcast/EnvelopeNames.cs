namespace HyperToken.Overlay.Broadcast;

/// <summary>By what an envelope is found again, computed once: two hashes, which all peers of a process that share the envelope share.</summary>
internal sealed class EnvelopeNames
{
    public EnvelopeNames(EnvelopeBody body)
    {
        Id = body.Id;
        Stream = StreamId.Of(body.Origin, body.Incarnation);
        Sequence = body.Sequence;
    }

    public MessageId Id { get; }

    public StreamId Stream { get; }

    public ulong Sequence { get; }
}
