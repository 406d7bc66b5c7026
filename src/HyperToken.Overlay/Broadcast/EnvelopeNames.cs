using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast;

/// <summary>By what an envelope is found again, computed once: two hashes, which all peers of a process that share the envelope share.</summary>
internal sealed class EnvelopeNames
{
    private SequenceRange[]? _alone;

    public EnvelopeNames(EnvelopeBody body)
    {
        Id = body.Id;
        Stream = StreamId.Of(body.Origin, body.Incarnation);
        Sequence = body.Sequence;
    }

    public MessageId Id { get; }

    public StreamId Stream { get; }

    public ulong Sequence { get; }

    /// <summary>The message as the only one of its stream in a digest: peers of a simulation name it so thousands of times.</summary>
    public SequenceRange[] Alone => _alone ??= [new SequenceRange(Sequence, Sequence)];
}
