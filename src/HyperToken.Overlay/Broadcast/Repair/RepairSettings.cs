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

    /// <summary>After the last new message a peer goes on telling others what it has for this long, default 10 s.</summary>
    public TimeSpan ActiveFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it does so meanwhile, on average, default 500 ms.</summary>
    public TimeSpan DigestInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Only messages at least this old are told of: younger ones are on their way to the others already. Default 1 s.</summary>
    public TimeSpan DigestAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Messages told of at once meanwhile, the newest; 1 to 1,024. In a busy network each is told of in fewer digests for it, and
    /// what slips through is found by the digests of all that is kept.
    /// </summary>
    public int MaxLatestMessages { get; init; } = 128;

    /// <summary>How often a peer tells somebody of all it keeps, on average, default 15 s; less often where that takes many digests.</summary>
    public TimeSpan WindowInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>With one contact a peer begins to compare all it keeps at most this often, whatever brings the two together; default 10 s.</summary>
    public TimeSpan ReturnInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages one digest tells of at most, 1 to 1,024; the rest follows.</summary>
    public int MaxDigestMessages { get; init; } = 1024;

    /// <summary>Messages asked of one neighbour at once, 1 or more; twice as many may be open in all.</summary>
    public int MaxFetchMessages { get; init; } = 256;

    /// <summary>A message that has not come for this long may be asked for again, default 1 s.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Questions of one neighbour answered in a second, 1 or more.</summary>
    public int MaxFetches { get; init; } = 64;

    /// <summary>Messages sent again to one neighbour in a second, 1 or more; what it asks for beyond is not sent, and counted.</summary>
    public int MaxServed { get; init; } = 2000;

    /// <summary>Bytes of messages sent again to one neighbour in a second, 1 or more; one message is sent whatever its size.</summary>
    public long MaxServedBytes { get; init; } = 8L << 20;

    /// <summary>Messages sent again to all neighbours in a second, 1 or more.</summary>
    public int MaxServedTotal { get; init; } = 10_000;

    /// <summary>Bytes of messages sent again to all neighbours in a second, 1 or more; one message is sent whatever its size.</summary>
    public long MaxServedTotalBytes { get; init; } = 32L << 20;
}
