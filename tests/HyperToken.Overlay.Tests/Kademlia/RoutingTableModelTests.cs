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
