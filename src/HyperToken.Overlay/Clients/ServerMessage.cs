namespace HyperToken.Overlay.Clients;

/// <summary>
/// A message on its way to clients of relays: said by a relay, or by another client and then with that client's id in it. Immutable to
/// those who use it; encoded once per format, however many receive it. Safe to use from any thread.
/// </summary>
public sealed class ServerMessage
{
    private readonly MessageFormat _format;
    private readonly ReadOnlyMemory<byte> _bytes;

    internal ServerMessage(MessageFormat format, ReadOnlyMemory<byte> bytes)
    {
        _format = format;
        _bytes = bytes;
    }

    /// <summary>The message in a format.</summary>
    public ReadOnlyMemory<byte> In(MessageFormat format) =>
        format == _format ? _bytes : throw new NotSupportedException("Transcoding comes with the codec.");
}
