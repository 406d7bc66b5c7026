namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>What is remembered of one stream. A mutable structure of 48 bytes: it lives in the array of a <see cref="StreamTable"/>.</summary>
internal struct StreamRecord
{
    /// <summary>Which sequences were received.</summary>
    public SequenceSet Received;

    private readonly StreamId _id;
    private int _newestCreated;

    public StreamRecord(StreamId id) => _id = id;

    public readonly StreamId Id => _id;

    /// <summary>When the last new message came.</summary>
    public CoarseTime HeardAt { get; private set; }

    /// <summary>
    /// Tells whether a message is new, and notes it if it is. Too old is what lies at or below the floor, and what its origin made longer
    /// before its newest message than the retention; the origin's clock counts only for messages below all that were received.
    /// </summary>
    public MemoryVerdict Take(EnvelopeBody body, CoarseTime now, TimeSpan retention)
    {
        var (sequence, created) = (body.Sequence, Coarse(body.CreatedMicros));
        if (Received.Contains(sequence))
            return MemoryVerdict.Known;
        if (sequence <= Received.Floor)
            return MemoryVerdict.TooOld;
        if (sequence < Received.Last && Micros(_newestCreated) - Micros(created) > retention.TotalMicroseconds)
            return MemoryVerdict.TooOld;

        _newestCreated = Received.Last == 0 ? created : Math.Max(_newestCreated, created);
        Received.Add(sequence);
        Received.Age(now, retention);
        HeardAt = now;
        return MemoryVerdict.New;
    }

    // Steps of 1.05 s in four bytes reach 71 years to either side; clocks beyond that are all the same.
    private static int Coarse(long micros) => (int)Math.Clamp(micros >> 20, int.MinValue, int.MaxValue);

    private static double Micros(int coarse) => (double)coarse * (1 << 20);
}
