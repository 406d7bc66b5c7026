using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Tests.Support;
using static HyperToken.Overlay.Tests.Records.Make;

namespace HyperToken.Overlay.Tests.Records;

public sealed class RecordStoreTests
{
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly PeerId Key = Ids.Of(1);
    private static readonly RecordSettings InProcess = new() { AcceptsUnsigned = true };
    private readonly PeerCounters _counters = new();

    [Fact]
    public void A_record_should_be_found_until_its_time_has_ended()
    {
        var store = Store(InProcess);
        var record = Unsigned(Key, seconds: 10);
        Assert.Equal(Instant.Never, store.NextDeadline);
        Assert.Equal(StoreOutcome.Stored, store.Put(record, At(5)));

        Assert.Equal(At(15), store.NextDeadline);
        Assert.Same(record, store.Find(Key, RecordKind.Locate, At(14.999999)));
        Assert.Null(store.Find(Key, RecordKind.Locate, At(15)));
        Assert.Null(store.Find(Ids.Of(2), RecordKind.Locate, At(5)));
        Assert.Null(store.Find(Key, (RecordKind)2, At(5)));
    }

    [Fact]
    public void Time_should_empty_the_store()
    {
        var store = Store(InProcess);
        for (var i = 1; i <= 5; i++)
            store.Put(Unsigned(Ids.Of(i), seconds: i), At(0));

        store.Advance(At(2.5));
        Assert.Equal((3, 3 * 42L, 2L), (store.Count, store.Bytes, _counters.RecordsExpired));
        Assert.Equal(At(3), store.NextDeadline);

        store.Advance(At(5));
        Assert.Equal((0, 0L, 5L), (store.Count, store.Bytes, _counters.RecordsExpired));
        Assert.Equal(Instant.Never, store.NextDeadline);
    }

    [Fact]
    public void The_same_again_should_begin_its_life_anew()
    {
        var store = Store(InProcess);
        store.Put(Unsigned(Key, seconds: 10), At(0));
        Assert.Equal(StoreOutcome.Renewed, store.Put(Unsigned(Key, seconds: 10), At(8)));
        Assert.NotNull(store.Find(Key, RecordKind.Locate, At(17)));
        Assert.Equal(At(18), store.NextDeadline);
        Assert.Equal((1, 2L), (store.Count, _counters.RecordsStored));
    }

    [Fact]
    public void A_renewal_signed_anew_should_be_checked_and_count_as_the_same()
    {
        using var keys = KeyPair.Generate();
        var store = Store(new RecordSettings());
        var first = Signed(keys);
        var again = Signed(keys);
        store.Put(first, At(0));
        Assert.Equal(StoreOutcome.Renewed, store.Put(first, At(1)));
        Assert.Equal(StoreOutcome.Renewed, store.Put(again, At(2)));
        Assert.Equal(StoreOutcome.BadSignature, store.Put(Forged(first, signature: new byte[64]), At(3)));
        Assert.Equal(At(12), store.NextDeadline);
        Assert.Same(again, Find(store, keys.Id, At(3)));
    }

    [Fact]
    public void The_higher_sequence_should_hold()
    {
        var store = Store(InProcess);
        store.Put(Unsigned(Key, sequence: 5, seconds: 10), At(0));
        Assert.Equal(StoreOutcome.Older, store.Put(Unsigned(Key, sequence: 4, seconds: 600), At(1)));
        Assert.Equal(StoreOutcome.Stored, store.Put(Unsigned(Key, sequence: 6, seconds: 2, bytes: 20), At(1)));

        Assert.Equal(6UL, Find(store, Key, At(2))?.Sequence);
        Assert.Equal((1, 52L), (store.Count, store.Bytes));
        Assert.Equal(At(3), store.NextDeadline);
    }

    [Fact]
    public void One_sequence_should_not_say_two_things()
    {
        var store = Store(InProcess);
        var record = Unsigned(Key, sequence: 5);
        store.Put(record, At(0));
        Assert.Equal(StoreOutcome.Conflict, store.Put(Unsigned(Key, sequence: 5, filler: 1), At(1)));
        Assert.Equal(StoreOutcome.Conflict, store.Put(Unsigned(Key, sequence: 5, seconds: 20), At(1)));
        Assert.Same(record, Find(store, Key, At(9)));
        Assert.Equal(At(10), store.NextDeadline);
        Assert.Equal(2, _counters.RecordsRefused);
    }

    [Fact]
    public void Only_what_its_owner_has_signed_should_be_kept()
    {
        using var keys = KeyPair.Generate();
        var store = Store(new RecordSettings());
        var record = Signed(keys);
        Assert.Equal(StoreOutcome.Unsigned, store.Put(Unsigned(keys.Id), At(0)));
        Assert.Equal(StoreOutcome.BadSignature, store.Put(Forged(record, sequence: 9), At(0)));
        Assert.Equal(StoreOutcome.KeyMismatch, store.Put(Forged(record, key: Key), At(0)));
        Assert.Equal((0, 3L, 0L), (store.Count, _counters.RecordsRefused, _counters.RecordsStored));

        Assert.Equal(StoreOutcome.Stored, store.Put(record, At(0)));
        Assert.Equal(StoreOutcome.BadSignature, store.Put(Forged(record, sequence: 9), At(0)));
        Assert.Same(record, Find(store, keys.Id, At(1)));
    }

    [Fact]
    public void A_signed_record_should_not_give_way_to_an_unsigned_one()
    {
        using var keys = KeyPair.Generate();
        var store = Store(InProcess);
        store.Put(Unsigned(keys.Id, sequence: 3), At(0));
        var signed = Signed(keys, sequence: 3, filler: 1);
        Assert.Equal(StoreOutcome.Stored, store.Put(signed, At(0)));
        Assert.Equal(StoreOutcome.Unsigned, store.Put(Unsigned(keys.Id, sequence: 4), At(0)));
        Assert.Equal(StoreOutcome.Unsigned, store.Put(Unsigned(keys.Id, sequence: 3, filler: 1), At(0)));
        Assert.Same(signed, Find(store, keys.Id, At(1)));
    }

    [Fact]
    public void The_limits_for_one_record_should_be_those_of_the_settings()
    {
        var store = Store(InProcess with { MaxRecordBytes = 100, MaxTimeToLive = TimeSpan.FromSeconds(30) });
        Assert.Equal(StoreOutcome.TooLarge, store.Put(Unsigned(Key, bytes: 69), At(0)));
        Assert.Equal(StoreOutcome.TooLongLived, store.Put(Unsigned(Key, seconds: 30.001), At(0)));
        Assert.Equal(StoreOutcome.UnknownKind, store.Put(Forged(Unsigned(Key), kind: (RecordKind)2), At(0)));
        Assert.Equal(0, store.Count);
        Assert.Equal(StoreOutcome.Stored, store.Put(Unsigned(Key, bytes: 68, seconds: 30), At(0)));
    }

    [Fact]
    public void The_farthest_should_give_way_to_one_that_is_closer_and_to_no_other()
    {
        var store = Store(InProcess with { MaxRecords = 3 });
        foreach (var bucket in new[] { 100, 150, 200 })
            store.Put(Unsigned(InBucket(bucket)), At(0));

        Assert.Equal(StoreOutcome.Full, store.Put(Unsigned(InBucket(201)), At(0)));
        Assert.Equal(0, _counters.RecordsDisplaced);
        Assert.Equal(StoreOutcome.Stored, store.Put(Unsigned(InBucket(120)), At(0)));
        Assert.Null(Find(store, InBucket(200), At(0)));
        Assert.NotNull(Find(store, InBucket(150), At(0)));
        Assert.Equal((3, 1L, 1L), (store.Count, _counters.RecordsDisplaced, _counters.RecordsRefused));

        Assert.Equal(StoreOutcome.Renewed, store.Put(Unsigned(InBucket(150)), At(1)));
        Assert.Equal(StoreOutcome.Stored, store.Put(Unsigned(InBucket(150), sequence: 2), At(1)));
        Assert.Equal(1, _counters.RecordsDisplaced);
    }

    [Fact]
    public void As_many_of_the_farthest_as_needed_should_give_way_or_none()
    {
        var store = Store(InProcess with { MaxBytes = 300 });
        store.Put(Unsigned(InBucket(100), bytes: 68), At(0));
        store.Put(Unsigned(InBucket(200), bytes: 68), At(0));
        store.Put(Unsigned(InBucket(220), bytes: 68), At(0));

        Assert.Equal(StoreOutcome.Full, store.Put(Unsigned(InBucket(150), bytes: 200), At(0)));
        Assert.Equal((3, 0L), (store.Count, _counters.RecordsDisplaced));
        Assert.Equal(StoreOutcome.Stored, store.Put(Unsigned(InBucket(150), bytes: 168), At(0)));
        Assert.Equal((2, 300L, 2L), (store.Count, store.Bytes, _counters.RecordsDisplaced));
        Assert.NotNull(Find(store, InBucket(100), At(0)));
    }

    [Fact]
    public void A_newer_record_that_has_no_room_should_leave_the_older_one()
    {
        var store = Store(InProcess with { MaxBytes = 200 });
        store.Put(Unsigned(InBucket(100), bytes: 68), At(0));
        store.Put(Unsigned(InBucket(200), bytes: 68), At(0));
        Assert.Equal(StoreOutcome.Full, store.Put(Unsigned(InBucket(200), sequence: 2, bytes: 69), At(0)));
        Assert.Equal(1UL, Find(store, InBucket(200), At(0))?.Sequence);
        Assert.Equal(StoreOutcome.Stored, store.Put(Unsigned(InBucket(100), sequence: 2, bytes: 69), At(0)));
        Assert.Equal((1, 101L), (store.Count, store.Bytes));
    }

    [Fact]
    public void Nothing_should_give_way_to_a_forgery()
    {
        using var keys = KeyPair.Generate();
        var store = new RecordStore(keys.Id, InProcess with { MaxRecords = 1 }, _counters);
        store.Put(Unsigned(Key), At(0));
        Assert.Equal(StoreOutcome.BadSignature, store.Put(Forged(Signed(keys), sequence: 2), At(0)));
        Assert.NotNull(Find(store, Key, At(0)));
        Assert.Equal(StoreOutcome.Stored, store.Put(Signed(keys), At(0)));
        Assert.Null(Find(store, Key, At(0)));
    }

    [Fact]
    public void What_has_ended_should_leave_its_room_to_anybody()
    {
        var store = Store(InProcess with { MaxRecords = 1 });
        store.Put(Unsigned(InBucket(100), seconds: 5), At(0));
        Assert.Equal(StoreOutcome.Full, store.Put(Unsigned(InBucket(200)), At(4.9)));
        Assert.Equal(StoreOutcome.Stored, store.Put(Unsigned(InBucket(200)), At(5)));
        Assert.Equal((1L, 0L), (_counters.RecordsExpired, _counters.RecordsDisplaced));
    }

    [Fact]
    public void Settings_outside_their_range_should_be_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Store(InProcess with { MaxRecords = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store(InProcess with { MaxBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store(InProcess with { MaxRecordBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store(InProcess with { MaxRecordBytes = SignedRecord.MaxLength + 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store(InProcess with { MaxTimeToLive = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store(InProcess with { MaxTimeToLive = TimeSpan.FromMinutes(11) }));
    }

    private static SignedRecord? Find(RecordStore store, PeerId key, Instant now) => store.Find(key, RecordKind.Locate, now);

    private static PeerId InBucket(int bucket) => Ids.InBucket(Self, bucket, 0);

    private RecordStore Store(RecordSettings settings) => new(Self, settings, _counters);
}
