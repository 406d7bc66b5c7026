namespace HyperToken.Overlay.Records;

/// <summary>What a peer keeps for others at most.</summary>
public sealed record RecordSettings
{
    /// <summary>Records kept, 1 or more. Beyond it those farthest from the peer's id give way, and are counted.</summary>
    public int MaxRecords { get; init; } = 10_000;

    /// <summary>Bytes kept, 1 or more, as <see cref="SignedRecord.Length"/> counts them; beyond it the farthest give way too.</summary>
    public long MaxBytes { get; init; } = 4L << 20;

    /// <summary>The longest record accepted, in bytes: 1 to <see cref="SignedRecord.MaxLength"/>.</summary>
    public int MaxRecordBytes { get; init; } = SignedRecord.MaxLength;

    /// <summary>The longest time to live accepted: above zero, at most <see cref="SignedRecord.MaxTimeToLive"/>.</summary>
    public TimeSpan MaxTimeToLive { get; init; } = SignedRecord.MaxTimeToLive;

    /// <summary>Whether records without signature are kept. Only for networks inside one process, whose peers have no keys.</summary>
    public bool AcceptsUnsigned { get; init; }
}
