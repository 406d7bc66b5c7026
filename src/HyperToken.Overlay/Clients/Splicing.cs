namespace HyperToken.Overlay.Clients;

/// <summary>Puts messages together out of parts of others.</summary>
internal static class Splicing
{
    /// <summary>Copies some bytes to where there is room for them, and leaves what is behind them.</summary>
    public static void MoveTo(this scoped ReadOnlySpan<byte> bytes, ref Span<byte> rest)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
