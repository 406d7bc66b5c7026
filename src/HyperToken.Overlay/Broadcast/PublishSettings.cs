namespace HyperToken.Overlay.Broadcast;

/// <summary>When a publisher has to wait, and when it is told that the peer is busy.</summary>
public sealed record PublishSettings
{
    /// <summary>Own messages that may wait for the fan-out, 0 to 1,000,000; one more is answered with "busy".</summary>
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>How long an own message may wait before it is answered with "busy"; above zero.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Own messages that may be under way without having been acknowledged by everybody they were sent to, 1 or more.</summary>
    public int MaxUnacknowledged { get; init; } = 1024;
}
