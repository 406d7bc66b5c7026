using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;

namespace HyperToken.Overlay.Tests.Records;

/// <summary>What a store promises, written down as plainly as possible and without regard to cost.</summary>
internal sealed class StoreModel(PeerId self, RecordSettings settings)
{
    private readonly List<(SignedRecord Record, Instant Deadline)> _held = [];

    public SignedRecord? Find(PeerId key, Instant now) =>
        _held.Where(held => held.Deadline > now && held.Record.Key == key).Select(held => held.Record).SingleOrDefault();

    public StoreOutcome Put(SignedRecord record, Instant now)
    {
        _held.RemoveAll(held => held.Deadline <= now);
        if (record.Kind != RecordKind.Locate)
            return StoreOutcome.UnknownKind;
        if (record.Length > settings.MaxRecordBytes)
            return StoreOutcome.TooLarge;
        if (record.TimeToLive > settings.MaxTimeToLive)
            return StoreOutcome.TooLongLived;

        var before = Find(record.Key, now);
        if (record.Sequence < before?.Sequence)
            return StoreOutcome.Older;

        var isSame = before is not null && before.SignedBytes().SequenceEqual(record.SignedBytes());
        if (record.Sequence == before?.Sequence && !record.IsSigned && !isSame)
            return StoreOutcome.Conflict;

        if (Remaining(record) is not { } remaining)
            return StoreOutcome.Full;
        if (record.Verify() == RecordVerdict.KeyMismatch)
            return StoreOutcome.KeyMismatch;
        if (record.Verify() == RecordVerdict.BadSignature)
            return StoreOutcome.BadSignature;

        _held.RemoveAll(held => !remaining.Contains(held.Record));
        _held.Add((record, now + record.TimeToLive));
        return isSame ? StoreOutcome.Renewed : StoreOutcome.Stored;
    }

    /// <summary>What stays beside a newcomer; null if that needed one to go that is not farther than it.</summary>
    private List<SignedRecord>? Remaining(SignedRecord newcomer)
    {
        var others = _held.Select(held => held.Record).Where(held => held.Key != newcomer.Key).OrderBy(held => self.DistanceTo(held.Key)).ToList();
        while (others.Count + 1 > settings.MaxRecords || others.Sum(other => other.Length) + newcomer.Length > settings.MaxBytes)
        {
            if (others.Count == 0 || self.CompareDistance(others[^1].Key, newcomer.Key) < 0)
                return null;

            others.RemoveAt(others.Count - 1);
        }

        return others;
    }
}
