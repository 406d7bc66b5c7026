using FsCheck.Xunit;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

/// <summary>The table against <see cref="TableModel"/>, under arbitrary sequences of operations on a few dozen peers.</summary>
public sealed class RoutingTableModelTests
{
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly KademliaSettings Settings = new(K: 3) { ReplacementCacheSize = 2, MaxFailures = 2, DormantSize = 5 };

    private static readonly Contact[] Peers =
    [
        new(Self),
        .. from bucket in new[] { 255, 254, 253, 130, 1, 0 }
           from rest in Enumerable.Range(0, bucket < 3 ? 1 << bucket : 9)
           select new Contact(bucket < 11 ? Ids.InBucket(Self, bucket, rest) : Ids.InSubPrefix(Self, bucket, rest / 2, rest)),
    ];

    [Property(Replay = Fixed.Replay, MaxTest = 200, EndSize = 600)]
    public void A_table_should_be_what_the_model_says_whatever_happens(byte[] program)
    {
        var table = new RoutingTable(Self, Settings);
        var model = new TableModel(Self, Settings);
        var now = Instant.Zero;
        for (var i = 0; i + 2 < program.Length; i += 3)
        {
            var contact = Peers[program[i + 1] % Peers.Length];
            now += TimeSpan.FromMilliseconds(program[i + 2]);
            Apply(program[i], contact, table, model, now, i);
            AssertSame(model, table);
        }
    }

    [Property(Replay = Fixed.Replay, MaxTest = 200, EndSize = 300)]
    public void The_closest_of_a_table_should_be_those_of_its_snapshot(byte[] program)
    {
        var table = new RoutingTable(Self, Settings);
        var model = new TableModel(Self, Settings);
        for (var i = 0; i + 1 < program.Length; i += 2)
            Apply(program[i], Peers[program[i + 1] % Peers.Length], table, model, Instant.Zero, i);

        // A sign of life alone makes no new snapshot, and the closest do not depend on it.
        var snapshot = table.Snapshot();
        foreach (var peer in Peers)
        {
            foreach (var skipSuspects in new[] { false, true })
            {
                Assert.Equal(snapshot.Closest(peer.Id, 5, skipSuspects).Select(contact => contact.Id), Closest(table, peer.Id, skipSuspects));
                var expected = Tables.All(snapshot)
                    .Where(entry => !skipSuspects || !entry.IsSuspect)
                    .Select(entry => entry.Contact.Id)
                    .OrderBy(id => peer.Id.DistanceTo(id))
                    .Take(5);
                Assert.Equal(expected, Closest(table, peer.Id, skipSuspects));
            }
        }
    }

    [Property(Replay = Fixed.Replay, MaxTest = 200, EndSize = 600)]
    public void A_table_made_from_a_snapshot_should_go_on_as_the_one_the_snapshot_was_taken_from(byte[] program, byte taken)
    {
        var original = new RoutingTable(Self, Settings);
        var model = new TableModel(Self, Settings);
        var now = Instant.Zero;
        var begin = program.Length * taken / 256 / 3 * 3;
        var i = 0;
        for (; i < begin; i += 3)
            Apply(program[i], Peers[program[i + 1] % Peers.Length], original, model, now += TimeSpan.FromMilliseconds(program[i + 2]), i);

        // Who waits for a place and who is dormant is not in a snapshot.
        var snapshot = original.Snapshot();
        var source = Refilled(snapshot);
        var restored = new RoutingTable(snapshot, Settings, now);
        AssertSame(source, restored);
        for (; i + 2 < program.Length; i += 3)
        {
            var contact = Peers[program[i + 1] % Peers.Length];
            now += TimeSpan.FromMilliseconds(program[i + 2]);
            ApplyToBoth(program[i], contact, source, restored, now);
            AssertSame(source, restored);
        }

        // What the snapshot held, it holds.
        AssertUnchanged(snapshot, Refilled(snapshot).Snapshot());
    }

    [Fact]
    public void Buckets_of_a_table_made_from_a_snapshot_should_count_as_touched()
    {
        var snapshot = Tables.Of(Self, Settings, Peers).Snapshot();
        var now = Instant.Zero + TimeSpan.FromHours(1);
        var table = new RoutingTable(snapshot, Settings, now);
        Assert.Equal(-1, table.UntouchedSince(now));
        var later = now + TimeSpan.FromSeconds(1);
        Assert.Equal(255, table.UntouchedSince(later));
        foreach (var bucket in new[] { 255, 254, 253, 130, 1, 0 })
        {
            Assert.NotEqual(-1, table.UntouchedSince(later));
            table.Touch(bucket, later);
        }

        Assert.Equal(-1, table.UntouchedSince(later));
        Assert.Same(snapshot, table.Snapshot());
    }

    /// <summary>A table that came to hold what a snapshot holds the long way.</summary>
    private static RoutingTable Refilled(NeighbourSnapshot snapshot)
    {
        var table = new RoutingTable(Self, Settings);
        foreach (var entry in Tables.All(snapshot))
        {
            table.Seen(entry.Contact, entry.LastSeen);
            for (var failure = 0; failure < entry.Failures; failure++)
                table.Failed(entry.Contact.Id, refused: false, entry.LastSeen);
        }

        return table;
    }

    private static void ApplyToBoth(byte operation, Contact contact, RoutingTable one, RoutingTable other, Instant now)
    {
        switch (operation % 10)
        {
            case < 5:
                Assert.Equal(one.Seen(contact, now), other.Seen(contact, now));
                break;
            case < 8:
                Assert.Equal(one.Failed(contact.Id, operation % 2 == 0, now), other.Failed(contact.Id, operation % 2 == 0, now));
                break;
            case 8:
                one.Measured(contact.Id, TimeSpan.FromMilliseconds(operation));
                other.Measured(contact.Id, TimeSpan.FromMilliseconds(operation));
                break;
            default:
                one.Touch(250, now);
                other.Touch(250, now);
                break;
        }
    }

    private static void AssertSame(RoutingTable expected, RoutingTable table)
    {
        Assert.Equal(expected.Count, table.Count);
        Assert.Equal(expected.Dormant.Count, table.Dormant.Count);
        foreach (var peer in Peers)
        {
            Assert.Equal(expected.Contains(peer.Id), table.Contains(peer.Id));
            Assert.Equal(expected.HasRoomFor(peer.Id), table.HasRoomFor(peer.Id));
            Assert.Equal(Closest(expected, peer.Id, skipSuspects: false), Closest(table, peer.Id, skipSuspects: false));
            Assert.Equal(Closest(expected, peer.Id, skipSuspects: true), Closest(table, peer.Id, skipSuspects: true));
        }

        foreach (var bucket in new[] { 255, 254, 253, 130, 1, 0 })
            Assert.Equal(expected.LeastRecentlySeen(bucket)?.Contact.Id, table.LeastRecentlySeen(bucket)?.Contact.Id);

        AssertUnchanged(expected.Snapshot(), table.Snapshot());
    }

    /// <summary>The order within a bucket is left out: signs of life alone make no new snapshot.</summary>
    private static void AssertUnchanged(NeighbourSnapshot expected, NeighbourSnapshot snapshot)
    {
        Assert.Equal(expected.Count, snapshot.Count);
        Assert.True(Tables.All(expected).Select(Described).ToHashSet().SetEquals(Tables.All(snapshot).Select(Described)));
        foreach (var peer in Peers)
            Assert.Equal(expected.Closest(peer.Id, 5).Select(contact => contact.Id), snapshot.Closest(peer.Id, 5).Select(contact => contact.Id));
    }

    private static (PeerId, int, TimeSpan?) Described(TableEntry entry) => (entry.Contact.Id, entry.Failures, entry.RoundTrip);

    private static IEnumerable<PeerId> Closest(RoutingTable table, in PeerId target, bool skipSuspects)
    {
        var found = new Contact[5];
        var count = table.Closest(target, found, skipSuspects);
        return found[..count].Select(contact => contact.Id).ToArray();
    }

    private static void Apply(byte operation, Contact contact, RoutingTable table, TableModel model, Instant now, int order)
    {
        switch (operation % 8)
        {
            case < 5:
                table.Seen(contact, now);
                model.Seen(contact.Id, now, order);
                break;
            case < 7:
                table.Failed(contact.Id, refused: false, now);
                model.Failed(contact.Id, refused: false, order);
                break;
            default:
                table.Failed(contact.Id, refused: true, now);
                model.Failed(contact.Id, refused: true, order);
                break;
        }
    }

    private static void AssertSame(TableModel model, RoutingTable table)
    {
        var snapshot = table.Snapshot();
        Assert.Equal(model.Members.Count(), table.Count);
        Assert.Equal(table.Count, snapshot.Count);
        Assert.Equal(model.Dormant.Count, table.Dormant.Count);
        Assert.All(Peers, peer => Assert.Equal(model.Members.Any(member => member.Id == peer.Id), table.Contains(peer.Id)));
        foreach (var bucket in new[] { 255, 254, 253, 130, 1, 0 })
        {
            var expected = model.Bucket(bucket).ToList();
            Assert.Equal(expected.FirstOrDefault()?.Id, table.LeastRecentlySeen(bucket)?.Contact.Id);

            // Signs of life alone make no new snapshot, so its order may be older.
            var published = snapshot.Bucket(bucket).ToArray().Select(entry => (entry.Contact.Id, (int)entry.Failures)).ToHashSet();
            Assert.True(published.SetEquals(expected.Select(member => (member.Id, member.Failures))));
        }
    }
}
