namespace HyperToken.Overlay.Wire;

/// <summary>
/// A frame's bytes in two pieces: the head that this hop wrote, and the envelope, which is shared by all hops and never copied.
/// On a stream the two follow each other; the tail is empty for frames without an envelope.
/// </summary>
/// <param name="Head">Version, kind and header or message.</param>
/// <param name="Tail">The envelope, or nothing.</param>
public readonly record struct EncodedFrame(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail)
{
    /// <summary>Total length in bytes.</summary>
    public int Length => Head.Length + Tail.Length;
}
