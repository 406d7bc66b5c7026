using HyperToken.Links;

namespace HyperToken.Configuration;

/// <summary>What a link may hold and how long it may take (<c>hypertoken.links</c> and <c>hypertoken.link</c>).</summary>
public sealed record LinkSettings
{
    /// <summary>What carries the frames between the peers of a process (<c>hypertoken.links</c>).</summary>
    public required LinkKind Kind { get; init; }

    /// <summary>Payload frames that wait for one link at most; then the oldest is dropped. 2 to 1,000,000.</summary>
    public required int QueueFrames { get; init; }

    /// <summary>Bytes of payload frames that wait for one link at most; a single longer one may wait alone.</summary>
    public required int QueueBytes { get; init; }

    /// <summary>Control frames that wait for one link at most; one more, and the link has failed. 16 to 1,000,000.</summary>
    public required int ControlFrames { get; init; }

    /// <summary>Bytes of control frames that wait for one link at most; a single longer one may wait alone.</summary>
    public required int ControlBytes { get; init; }

    /// <summary>Bytes written before they are flushed, about.</summary>
    public required int BatchBytes { get; init; }

    /// <summary>Bytes a pipe holds before its writer waits.</summary>
    public required int PipeBytes { get; init; }

    /// <summary>Frames of one link in its peer's mailbox at most; then nothing more is read. 1 to 1,000,000.</summary>
    public required int InFlightFrames { get; init; }

    /// <summary>Bytes of one link in its peer's mailbox at most; a single longer frame may be there alone.</summary>
    public required int InFlightBytes { get; init; }

    /// <summary>
    /// A link over a byte stream that nothing has used for so long is closed, up to a quarter later; see <see cref="Overlay.Peer.IdleLinks"/>.
    /// </summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>A link whose other side has not said who it is by then is closed.</summary>
    public required TimeSpan HandshakeTimeout { get; init; }

    /// <summary>How long a link that closes in order may take to send what still waits.</summary>
    public required TimeSpan CloseTimeout { get; init; }

    /// <summary>Connections over a network that are being opened at once, 1 to 10,000.</summary>
    public required int MaxDials { get; init; }

    /// <summary>Peers that wait to be dialled at most; beyond it, sending to another fails. 0 to 100,000.</summary>
    public required int MaxWaitingDials { get; init; }

    /// <summary>How often a silent connection over a network is asked whether it is still there, and how long its answer may take.</summary>
    public required TimeSpan KeepAlive { get; init; }

    internal static LinkSettings Read(SettingsReader root)
    {
        var link = root.Section("link");
        return new LinkSettings
        {
            Kind = root.Choice("links", LinkKind.Direct, LinkKind.Pipe),
            QueueFrames = link.Int("queue-frames", 2, 1_000_000),
            QueueBytes = link.Size("queue", 1 << 10, 1 << 30),
            ControlFrames = link.Int("control-frames", 16, 1_000_000),
            ControlBytes = link.Size("control", 1 << 10, 1 << 30),
            BatchBytes = link.Size("batch", 1 << 10, 16 << 20),
            PipeBytes = link.Size("pipe", 1 << 10, 64 << 20),
            InFlightFrames = link.Int("in-flight-frames", 1, 1_000_000),
            InFlightBytes = link.Size("in-flight", 1 << 10, 1 << 30),
            IdleTimeout = link.Duration("idle-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)),
            HandshakeTimeout = link.Duration("handshake-timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5)),
            MaxDials = link.Int("max-dials", 1, 10_000),
            MaxWaitingDials = link.Int("max-waiting-dials", 0, 100_000),
            KeepAlive = link.Duration("keep-alive", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            CloseTimeout = link.Duration("close-timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5)),
        };
    }
}
