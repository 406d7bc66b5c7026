namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>The numbers on which messages are kept, told apart, and fetched where they are missing.</summary>
public sealed record RepairSettings
{
    /// <summary>How long a message is kept, so that it can be sent again; above zero, default 120 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Messages kept at most, 1 or more; beyond it the oldest are forgotten early, and counted.</summary>
    public int MaxMessages { get; init; } = 10_000;

    /// <summary>Bytes of envelopes kept at most, 1 or more; beyond it the oldest are forgotten early, and counted. The newest is kept whatever its size.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How long it is remembered that a message was received, at least, whether it is still kept or not; twice <see cref="Window"/> or
    /// more, default 240 s. What is older is refused.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromSeconds(240);

    /// <summary>Streams remembered at most, 1 or more; beyond it messages of further ones are refused, and counted, until one has been silent for the retention.</summary>
    public int MaxStreams { get; init; } = 65_536;

    /// <summary>Gaps remembered in the sequences of one stream, 1 or more; beyond it the oldest is given up, and counted: what it lacks will be refused.</summary>
    public int MaxStreamGaps { get; init; } = 1024;

    /// <summary>Gaps remembered over all streams, 1 or more; beyond it the stream that gets another gives up its oldest.</summary>
    public int MaxGaps { get; init; } = 16_384;
}
