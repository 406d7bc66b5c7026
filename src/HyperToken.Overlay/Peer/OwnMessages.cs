using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>Makes the messages of one peer, each with its place among them.</summary>
internal sealed class OwnMessages
{
    private readonly PeerId _self;
    private readonly ulong _incarnation;
    private readonly int _maxPayloadBytes;

    // Two counts: a gap in that of broadcasts is a broadcast missing.
    private ulong _sequence;
    private ulong _directSequence = EnvelopeBody.FirstDirectSequence - 1;

    public OwnMessages(in PeerId self, ulong incarnation, int maxPayloadBytes)
    {
        _self = self;
        _incarnation = incarnation;
        _maxPayloadBytes = maxPayloadBytes;
    }

    /// <summary>Makes the next message.</summary>
    /// <param name="type">The application's name for the kind of message.</param>
    /// <param name="payload">The content.</param>
    /// <param name="target">Whom it is for; null: everybody.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    public EnvelopeBody Compose(string type, ReadOnlyMemory<byte> payload, PeerId? target, Instant now)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (payload.Length > _maxPayloadBytes)
            throw new ArgumentException($"A payload has at most {_maxPayloadBytes} bytes, not {payload.Length}.", nameof(payload));
        if (type.Length > EnvelopeBody.MaxTypeLength)
            throw new ArgumentException($"A message type has at most {EnvelopeBody.MaxTypeLength} characters, not {type.Length}.", nameof(type));

        var sequence = target is null ? ++_sequence : ++_directSequence;
        return new EnvelopeBody(_self, _incarnation, sequence, now.Micros, type, payload, target);
    }
}
