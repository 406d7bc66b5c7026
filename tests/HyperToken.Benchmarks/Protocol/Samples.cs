using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Benchmarks.Protocol;

/// <summary>Ids and tables to measure with, the same in every run.</summary>
internal static class Samples
{
    public static PeerId Self { get; } = PeerId.Derive(1, 0);

    public static PeerId[] Ids(int count)
    {
        var random = new RandomSource(2);
        return Enumerable.Range(0, count).Select(_ => PeerId.Random(random)).ToArray();
    }

    /// <summary>Exactly the contacts that a table of the given shape takes in.</summary>
    public static Contact[] Contacts(TableShape shape)
    {
        var random = new RandomSource(3);
        if (shape == TableShape.Placed1000)
        {
            return Enumerable.Range(0, 1_000)
                .Select(i => new Contact(Distance.InBucket(PeerId.Bits - 1 - (i % 50), 0, 0, random).From(Self)))
                .ToArray();
        }

        var wanted = shape == TableShape.Random200 ? 200 : 1_000;
        var table = new RoutingTable(Self, Settings(shape));
        var contacts = new List<Contact>();
        while (contacts.Count < wanted)
        {
            var contact = new Contact(PeerId.Random(random));
            if (table.Seen(contact, Instant.Zero) == SeenOutcome.Added)
                contacts.Add(contact);
        }

        return contacts.ToArray();
    }

    public static KademliaSettings Settings(TableShape shape) => new(K: shape == TableShape.Wide1000 ? 128 : 20);

    public static RoutingTable Table(TableShape shape, Contact[] contacts)
    {
        var table = new RoutingTable(Self, Settings(shape));
        foreach (var contact in contacts)
            table.Seen(contact, Instant.Zero);

        return table;
    }
}
