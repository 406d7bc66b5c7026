using System.Diagnostics.CodeAnalysis;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// A message as it travels: the bytes the origin made, forwarded untouched, and read only by those who need the content.
/// Most receipts in an epidemic are duplicates, told by the hop header alone, so their envelopes are never opened.
/// </summary>
public sealed class Envelope
{
    private readonly bool _isSealedHere;
    private EnvelopeBody? _body;
    private EnvelopeNames? _names;

    private Envelope(ReadOnlyMemory<byte> bytes, EnvelopeBody? body)
    {
        Bytes = bytes;
        _body = body;
        _isSealedHere = body is not null;
    }

    /// <summary>The encoded envelope.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The message's id, from the content.</summary>
    /// <exception cref="InvalidOperationException">The bytes are no envelope: see <see cref="TryOpen"/>.</exception>
    public MessageId Id => Names.Id;

    /// <summary>The stream the message belongs to, from the content.</summary>
    /// <exception cref="InvalidOperationException">The bytes are no envelope: see <see cref="TryOpen"/>.</exception>
    public StreamId Stream => Names.Stream;

    /// <summary>The message's place in its stream, from the content.</summary>
    /// <exception cref="InvalidOperationException">The bytes are no envelope: see <see cref="TryOpen"/>.</exception>
    public ulong Sequence => Names.Sequence;

    /// <summary>The message as a range of sequences; shared where the envelope is.</summary>
    internal SequenceRange[] Alone => _isSealedHere ? Names.Alone : [new SequenceRange(Sequence, Sequence)];

    // Two threads may both compute them; they would write equal objects.
    private EnvelopeNames Names => _names ??=
        TryOpen(out var body) ? new EnvelopeNames(body) : throw new InvalidOperationException("The bytes are no envelope.");

    /// <summary>Seals what the origin says.</summary>
    /// <exception cref="ArgumentException">The type is longer than <see cref="EnvelopeBody.MaxTypeLength"/>.</exception>
    public static Envelope Seal(EnvelopeBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body.Type.Length > EnvelopeBody.MaxTypeLength)
            throw new ArgumentException($"A message type has at most {EnvelopeBody.MaxTypeLength} characters, not {body.Type.Length}.", nameof(body));

        return new Envelope(EnvelopeCodec.Encode(body), body);
    }

    /// <summary>Takes an envelope off the wire, unread.</summary>
    public static Envelope FromWire(ReadOnlyMemory<byte> bytes) => new(bytes, null);

    /// <summary>Reads the content; the result is kept.</summary>
    /// <returns>False when the bytes are no envelope.</returns>
    public bool TryOpen([NotNullWhen(true)] out EnvelopeBody? body)
    {
        body = _body;
        if (body is not null)
            return true;

        // Two threads may both get here; they would write equal objects.
        if (!EnvelopeCodec.TryDecode(Bytes, out body))
            return false;

        _body = body;
        return true;
    }

    /// <summary>
    /// Lets go of the content of an envelope off the wire, but not of its names; reading it again decodes it again. Whoever keeps
    /// many messages that have been delivered keeps a third of the memory.
    /// </summary>
    internal void DropContent()
    {
        if (_isSealedHere)
            return;

        _names = Names;
        _body = null;
    }
}
