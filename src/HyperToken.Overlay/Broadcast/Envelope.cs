using System.Diagnostics.CodeAnalysis;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// A message as it travels: the bytes the origin made, forwarded untouched, and read only by those who need the content.
/// Most receipts in an epidemic are duplicates, told by the hop header alone, so their envelopes are never opened.
/// </summary>
public sealed class Envelope
{
    private EnvelopeBody? _body;

    private Envelope(ReadOnlyMemory<byte> bytes, EnvelopeBody? body)
    {
        Bytes = bytes;
        _body = body;
    }

    /// <summary>The encoded envelope.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

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
}
