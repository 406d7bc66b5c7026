using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// Names the messages of one incarnation of one origin, whose sequences count from 1: the first 16 bytes of SHA-256 over origin,
/// incarnation and the sequence 0, which no message has.
/// </summary>
/// <param name="High">The first 8 bytes, most significant first.</param>
/// <param name="Low">The last 8 bytes, most significant first.</param>
public readonly record struct StreamId(ulong High, ulong Low)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = MessageId.Size;

    /// <summary>The stream of one incarnation of an origin.</summary>
    public static StreamId Of(in PeerId origin, ulong incarnation)
    {
        var id = MessageId.Of(origin, incarnation, 0);
        return new StreamId(id.High, id.Low);
    }

    /// <summary>Reads the first 16 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static StreamId Read(ReadOnlySpan<byte> bytes)
    {
        var id = MessageId.Read(bytes);
        return new StreamId(id.High, id.Low);
    }

    /// <summary>Writes 16 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for them.</exception>
    public void Write(Span<byte> destination) => new MessageId(High, Low).Write(destination);

    /// <inheritdoc />
    public override int GetHashCode() => (int)(High ^ (Low >> 32));
}
