using HyperToken.Configuration;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>The rules about what waits for a link: what it can take, when its publisher waits, and when it goes on.</summary>
internal static class LinkLoad
{
    private const int KindAt = 1;

    /// <summary>Whether a frame is gossip payload, which may be dropped: repair fetches it again. All others are control frames.</summary>
    public static bool IsPayload(in EncodedFrame frame) =>
        frame.Head.Length > KindAt && frame.Head.Span[KindAt] == (byte)FrameKind.Broadcast;

    /// <summary>Tells an observer that a payload frame which was reported as sent never will be.</summary>
    public static void ReportLost(this IPeerObserver? observer, in EncodedFrame payload)
    {
        if (observer is not null && FrameCodec.TryDecode(payload, int.MaxValue, out var frame) == FrameError.None && frame is BroadcastFrame lost)
            observer.PayloadLost(lost.Header.Id);
    }

    /// <summary>Whether one more frame is too much. An empty queue takes any frame.</summary>
    public static bool Exceeds(long frames, long bytes, int more, long maxFrames, long maxBytes) =>
        frames > 0 && (frames >= maxFrames || bytes + more > maxBytes);

    /// <summary>Whether a publisher waits: half of what is allowed is in use.</summary>
    public static bool IsFull(long frames, long bytes, LinkSettings limits) =>
        frames > 0 && (frames >= limits.QueueFrames / 2 || bytes >= limits.QueueBytes / 2);

    /// <summary>Whether a publisher that waits goes on: no more than a quarter is in use.</summary>
    public static bool IsRelieved(long frames, long bytes, LinkSettings limits) =>
        frames <= limits.QueueFrames / 4 && bytes <= limits.QueueBytes / 4;
}
