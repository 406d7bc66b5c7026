namespace HyperToken.Overlay.Wire;

/// <summary>
/// A frame's bytes in two pieces: the head that this hop wrote, and the envelope, which is shared by all hops and never copied.
/// On a stream the two follow each other; the tail is empty for frames without an envelope.
/// </summary>
/// <param name="Head">Version, kind and header or message.</param>
/// <param name="Tail">The envelope, or nothing.</param>
/// <param name="Envelope">The envelope that the tail is of, where sender and receiver share memory: it is read once for all of them, and kept once. Never set for bytes off a stream.</param>
public readonly record struct EncodedFrame(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail, Broadcast.Envelope? Envelope = null)
{
    /// <summary>Total length in bytes.</summary>
    public int Length => Head.Length + Tail.Length;
}
