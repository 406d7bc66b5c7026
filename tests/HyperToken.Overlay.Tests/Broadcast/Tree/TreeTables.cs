using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

/// <summary>Tables with so many contacts in each bucket.</summary>
internal static class TreeTables
{
    public static readonly PeerId Self = Ids.Of(0);

    /// <summary>Contacts of a bucket, spread over all of it.</summary>
    public static Contact[] InBucket(int bucket, int count, ulong seed = 1)
    {
        var random = new RandomSource(seed + (ulong)bucket);
        var ids = new HashSet<PeerId>();
        while (ids.Count < count)
            ids.Add(Distance.InBucket(bucket, 0, 0, random).From(Self));

        return ids.Select(id => new Contact(id)).ToArray();
    }

    /// <summary>A table of random contacts: the farthest buckets as full as in a network of many, then fewer and fewer.</summary>
    public static NeighbourSnapshot Random(ulong seed, int contacts, int suspectPercent = 0)
    {
        var random = new RandomSource(seed);
        var everybody = Enumerable.Range(0, contacts).Select(_ => new Contact(PeerId.Random(random))).ToList();
        var table = Tables.Of(Self, new KademliaSettings(), everybody);
        foreach (var contact in everybody.Where(_ => random.Next(100) < suspectPercent))
        {
            for (var failures = 1 + random.Next(2); failures > 0; failures--)
                table.Failed(contact.Id, refused: false, Instant.Zero);
        }

        return table.Snapshot();
    }
}
