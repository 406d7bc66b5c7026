using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Records;

/// <summary>
/// What a peer keeps for others: at most one record of each key and kind, each until its time to live has ended.
/// <list type="bullet">
/// <item><description>The higher sequence holds. The same sequence again renews if it says the same, and is refused if not. A record held
/// without signature gives way to a signed one of the same sequence or a higher one, never the other way round.</description></item>
/// <item><description>Where there is no room, the records farthest from the own id give way, and only to one that is closer than each of
/// them: others keep those as well and are found first. Nothing gives way if that would not make room enough.</description></item>
/// <item><description>What is cheap to check is checked first, the signature last, and not again for a record that is held already.</description></item>
/// </list>
/// That an older record is not taken is remembered by the newer one: once that has ended or given way, whoever still has the older one
/// may put it again. Who asks therefore asks several peers, and takes the highest sequence.
/// </summary>
internal sealed class RecordStore
{
    private readonly PeerId _self;
    private readonly RecordSettings _settings;
    private readonly PeerCounters _counters;

    // Most peers are asked to keep nothing.
    private HeldRecords? _held;

    public RecordStore(PeerId self, RecordSettings settings, PeerCounters counters)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(counters);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxRecords, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxRecordBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.MaxRecordBytes, SignedRecord.MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.MaxTimeToLive, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.MaxTimeToLive, SignedRecord.MaxTimeToLive);
        (_self, _settings, _counters) = (self, settings, counters);
    }

    /// <summary>Records kept; those whose time has ended since the last <see cref="Put"/> or <see cref="Advance"/> included.</summary>
    public int Count => _held?.Count ?? 0;

    /// <summary>Their length together, as <see cref="SignedRecord.Length"/> counts it.</summary>
    public long Bytes => _held?.Bytes ?? 0;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => _held?.FirstToEnd?.Deadline ?? Instant.Never;

    /// <summary>The record of a key, unless there is none or its time has ended.</summary>
    public SignedRecord? Find(in PeerId key, RecordKind kind, Instant now) =>
        _held is not null && _held.TryGet(key, kind, out var held) && held.Deadline > now ? held.Record : null;

    /// <summary>Forgets the records whose time has ended.</summary>
    public void Advance(Instant now)
    {
        while (_held?.FirstToEnd is { } first && first.Deadline <= now)
        {
            _held.Remove(first);
            _counters.RecordsExpired++;
        }
    }

    /// <summary>Takes a record to keep, or says why not.</summary>
    public StoreOutcome Put(SignedRecord record, Instant now)
    {
        ArgumentNullException.ThrowIfNull(record);
        Advance(now);
        var held = HeldFor(record);
        var outcome = LimitsOf(record) ?? Compare(record, held) ?? Replace(record, held, now);
        if (outcome is StoreOutcome.Stored or StoreOutcome.Renewed)
            _counters.RecordsStored++;
        else
            _counters.RecordsRefused++;

        return outcome;
    }

    private HeldRecord? HeldFor(SignedRecord record) =>
        _held is not null && _held.TryGet(record.Key, record.Kind, out var held) ? held : null;

    /// <summary>Why nobody would have it kept here, as far as that can be told without looking at the signature.</summary>
    private StoreOutcome? LimitsOf(SignedRecord record)
    {
        if (!Enum.IsDefined(record.Kind))
            return StoreOutcome.UnknownKind;
        if (record.Length > _settings.MaxRecordBytes)
            return StoreOutcome.TooLarge;
        if (record.TimeToLive > _settings.MaxTimeToLive)
            return StoreOutcome.TooLongLived;

        return !record.IsSigned && !_settings.AcceptsUnsigned ? StoreOutcome.Unsigned : null;
    }

    /// <summary>Why the one held stays.</summary>
    private static StoreOutcome? Compare(SignedRecord record, HeldRecord? held)
    {
        if (held is null)
            return null;
        if (held.Record.IsSigned && !record.IsSigned)
            return StoreOutcome.Unsigned;
        if (record.Sequence < held.Record.Sequence)
            return StoreOutcome.Older;

        var isConflict = record.Sequence == held.Record.Sequence
            && record.IsSigned == held.Record.IsSigned
            && !record.SaysTheSameAs(held.Record);
        return isConflict ? StoreOutcome.Conflict : null;
    }

    private StoreOutcome Replace(SignedRecord record, HeldRecord? held, Instant now)
    {
        var distance = _self.DistanceTo(record.Key);
        var deadline = now + record.TimeToLive;
        if (held is not null && record.IsSameAs(held.Record))
        {
            _held!.Set(held with { Deadline = deadline });
            return StoreOutcome.Renewed;
        }

        if (YieldingTo(record, distance, held) is not { } yielding)
            return StoreOutcome.Full;
        if (Refusal(record.Verify()) is { } refusal)
            return refusal;

        _held ??= new HeldRecords();
        for (; yielding > 0; yielding--)
        {
            _held.Remove(_held.Farthest!);
            _counters.RecordsDisplaced++;
        }

        _held.Set(new HeldRecord(record, distance, deadline));
        return held is not null && record.SaysTheSameAs(held.Record) ? StoreOutcome.Renewed : StoreOutcome.Stored;
    }

    /// <summary>How many of the farthest give way to a record; null where one of them would not be farther than it.</summary>
    private int? YieldingTo(SignedRecord record, in Distance distance, HeldRecord? replaced)
    {
        var records = Count + (replaced is null ? 1 : 0);
        var bytes = Bytes + record.Length - (replaced?.Record.Length ?? 0);
        if (Fits(records, bytes))
            return 0;

        var yielding = 0;
        foreach (var farthest in _held?.FromFarthest ?? [])
        {
            if (!(farthest.Distance > distance))
                return null;

            yielding++;
            if (Fits(records - yielding, bytes -= farthest.Record.Length))
                return yielding;
        }

        return null;
    }

    private bool Fits(int records, long bytes) => records <= _settings.MaxRecords && bytes <= _settings.MaxBytes;

    /// <summary>The limits are checked before and are not wider here than anywhere; and so is whether an unsigned record is welcome.</summary>
    private static StoreOutcome? Refusal(RecordVerdict verdict) => verdict switch
    {
        RecordVerdict.Valid or RecordVerdict.Unsigned => null,
        RecordVerdict.KeyMismatch => StoreOutcome.KeyMismatch,
        RecordVerdict.TooLarge => StoreOutcome.TooLarge,
        RecordVerdict.TooLongLived => StoreOutcome.TooLongLived,
        _ => StoreOutcome.BadSignature,
    };
}
