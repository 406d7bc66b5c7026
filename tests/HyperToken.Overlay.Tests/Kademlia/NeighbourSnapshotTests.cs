using FsCheck.Xunit;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 300)]
public sealed class NeighbourSnapshotTests
{
    private static readonly KademliaSettings Settings = new(K: 5) { MaxFailures = 3 };

    [Property(EndSize = 300)]
    public void Closest_should_agree_with_a_full_sort(PeerId self, PeerId[] ids, PeerId target, byte count, bool skipSuspects)
    {
        var table = Tables.Of(self, Settings, ids.Select(id => new Contact(id)));
        foreach (var suspect in ids.Where((_, index) => index % 3 == 0))
            table.Failed(suspect, refused: false, Instant.Zero);

        var snapshot = table.Snapshot();
        var expected = Tables.All(snapshot)
            .Where(entry => !skipSuspects || !entry.IsSuspect)
            .Select(entry => entry.Contact.Id)
            .OrderBy(id => Ids.Number(target.DistanceTo(id)))
            .Take(count)
            .ToList();

        Assert.Equal(expected, snapshot.Closest(target, count, skipSuspects).Select(contact => contact.Id));
        var room = new Contact[count];
        Assert.Equal(expected.Count, snapshot.Closest(target, room.AsSpan(), skipSuspects));
        Assert.Equal(expected, room.Take(expected.Count).Select(contact => contact.Id));
    }

    [Property(EndSize = 200)]
    public void Everybody_in_a_bucket_should_be_found_there(PeerId self, PeerId[] ids)
    {
        var snapshot = Tables.Of(self, Settings, ids.Select(id => new Contact(id))).Snapshot();
        var all = Tables.All(snapshot).ToList();
        Assert.Equal(all.Count, snapshot.Count);
        Assert.All(all, entry =>
        {
            Assert.Same(entry.Contact, snapshot.Find(entry.Contact.Id));
            Assert.True(self.DistanceTo(entry.Contact.Id).BucketIndex >= snapshot.LowestBucket);
        });
        Assert.Equal(all.GroupBy(entry => self.DistanceTo(entry.Contact.Id).BucketIndex).All(bucket => bucket.Count() < 5), snapshot.IsComplete);
    }

    [Fact]
    public void An_empty_table_should_know_nobody()
    {
        var empty = NeighbourSnapshot.Empty(Ids.Of(0), 20);
        Assert.Empty(empty.Closest(Ids.Of(1), 20));
        Assert.Null(empty.Find(Ids.Of(1)));
        Assert.Null(empty.Find(Ids.Of(0)));
        Assert.False(empty.Trusts(Ids.Of(0)));
        Assert.Equal(0, empty.Count);
        Assert.Equal(PeerId.Bits, empty.LowestBucket);
    }

    [Fact]
    public void Closest_should_allocate_nothing_but_its_result()
    {
        var snapshot = Tables.Snapshot(Ids.Of(0), Ids.Peers(500));
        var room = new Contact[20];
        snapshot.Closest(Ids.Of(999), room.AsSpan());
        snapshot.Closest(Ids.Of(999), 20);

        var before = GC.GetAllocatedBytesForCurrentThread();
        snapshot.Closest(Ids.Of(1000), room.AsSpan());
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        before = GC.GetAllocatedBytesForCurrentThread();
        _ = new Contact[20];
        var oneArray = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        var closest = snapshot.Closest(Ids.Of(1000), 20);
        Assert.Equal(oneArray, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(20, closest.Length);
    }
}
