using FsCheck.Xunit;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Records;

/// <summary>A small store of a network without keys, to which all sorts of things are put.</summary>
[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 300)]
public sealed class RecordStorePropertyTests
{
    private const int Steps = 200;
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly PeerId[] Keys = [.. Enumerable.Range(0, 14).Select(Ids.Of)];

    private static readonly RecordSettings Settings = new()
    {
        MaxRecords = 6,
        MaxBytes = 700,
        MaxRecordBytes = 250,
        MaxTimeToLive = TimeSpan.FromSeconds(20),
        AcceptsUnsigned = true,
    };

    [Property]
    public void A_store_should_be_what_the_model_says_whatever_is_put(ulong seed)
    {
        var model = new StoreModel(Self, Settings);
        Run(seed, (_, store, record, now, outcome) =>
        {
            Assert.Equal(model.Put(record, now), outcome);
            foreach (var key in Keys)
                Assert.Equal(model.Find(key, now)?.SignedBytes(), store.Find(key, RecordKind.Locate, now)?.SignedBytes());
        });
    }

    [Property]
    public void A_store_should_keep_its_limits_whatever_is_put(ulong seed) =>
        Run(seed, (counters, store, _, now, _) =>
        {
            var held = Keys.Select(key => store.Find(key, RecordKind.Locate, now)).OfType<SignedRecord>().ToList();
            Assert.InRange(store.Count, 0, Settings.MaxRecords);
            Assert.InRange(store.Bytes, 0, Settings.MaxBytes);
            Assert.Equal((held.Count, held.Sum(record => (long)record.Length)), (store.Count, store.Bytes));
            Assert.Equal(held.Count == 0, store.NextDeadline == Instant.Never);
            Assert.True(counters.RecordsExpired + counters.RecordsDisplaced + store.Count <= counters.RecordsStored);
        });

    [Property]
    public void A_record_should_not_be_served_when_its_time_has_ended(ulong seed)
    {
        var endings = new Dictionary<PeerId, Instant>();
        var last = default(RecordStore);
        Run(seed, (_, store, record, now, outcome) =>
        {
            last = store;
            if (outcome is StoreOutcome.Stored or StoreOutcome.Renewed)
                endings[record.Key] = now + record.TimeToLive;

            foreach (var (key, ending) in endings)
                Assert.True(store.Find(key, RecordKind.Locate, now) is null || now < ending, "Served after its time.");
        });

        // Whether or not anybody advances the store meanwhile.
        foreach (var (key, ending) in endings)
            Assert.Null(last!.Find(key, RecordKind.Locate, ending));
    }

    [Property]
    public void An_older_record_should_not_be_served_as_long_as_a_newer_one_is_kept(ulong seed)
    {
        var newest = new Dictionary<PeerId, (ulong Sequence, Instant Ending)>();
        Run(seed, (_, store, record, now, outcome) =>
        {
            var found = store.Find(record.Key, RecordKind.Locate, now);
            if (newest.TryGetValue(record.Key, out var known) && found is not null && now < known.Ending)
                Assert.True(found.Sequence >= known.Sequence, "Older than the one before.");

            if (outcome is StoreOutcome.Stored or StoreOutcome.Renewed)
                newest[record.Key] = (record.Sequence, now + record.TimeToLive);

            // Who gives way leaves no trace: the order holds among what is kept.
            foreach (var gone in newest.Keys.Where(key => store.Find(key, RecordKind.Locate, now) is null).ToList())
                newest.Remove(gone);
        });
    }

    [Fact]
    public void What_is_put_should_come_to_every_end_it_can()
    {
        var seen = new HashSet<StoreOutcome>();
        var (displaced, expired) = (0L, 0L);
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var counters = Run(seed, (_, _, _, _, outcome) => seen.Add(outcome));
            Assert.Equal(Steps, counters.RecordsStored + counters.RecordsRefused);
            displaced += counters.RecordsDisplaced;
            expired += counters.RecordsExpired;
        }

        Assert.Equal(Enum.GetValues<StoreOutcome>().Where(outcome => outcome != StoreOutcome.Unsigned), seen.Order());
        Assert.True(displaced > 0 && expired > 0, $"{displaced} displaced, {expired} expired.");
    }

    private static PeerCounters Run(ulong seed, Action<PeerCounters, RecordStore, SignedRecord, Instant, StoreOutcome> check)
    {
        var random = new RandomSource(seed);
        var counters = new PeerCounters();
        var store = new RecordStore(Self, Settings, counters);
        var now = Instant.Zero;
        for (var step = 0; step < Steps; step++)
        {
            now += TimeSpan.FromMilliseconds((long)random.Next(2000));
            var record = Arbitrary(random);
            check(counters, store, record, now, store.Put(record, now));
        }

        return counters;
    }

    private static SignedRecord Arbitrary(RandomSource random)
    {
        var record = SignedRecord.FromWire(
            (RecordKind)(random.Next(20) == 0 ? 2 : 1),
            Keys[random.Next(Keys.Length)],
            (ulong)random.Next(4),
            (uint)(1 + (random.Next(22) * 1000)),
            Enumerable.Repeat((byte)random.Next(2), random.Next(4) * 73).ToArray(),
            default,
            default);
        byte[] nonsense = [(byte)random.Next(256)];
        return random.Next(10) switch
        {
            0 => Make.Forged(record, signature: nonsense),
            1 => Make.Forged(record, key: PeerId.FromPublicKey(nonsense), publicKey: nonsense, signature: nonsense),
            _ => record,
        };
    }
}
