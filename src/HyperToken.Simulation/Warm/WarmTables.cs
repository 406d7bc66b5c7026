using System.Numerics;
using HyperToken.Overlay;
using HyperToken.Overlay.Kademlia;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Warm;

/// <summary>
/// Draws the table of every peer as joining and two maintenance rounds leave it. A peer that joins looks up points all over the
/// id space, so it learns of peers evenly over the sub-prefixes of a bucket, among those that are there when it joins; the
/// contacts it meets on the way are such that others know already; and what still has room fills with those who join later.
/// Near buckets hold everybody.
/// </summary>
internal sealed class WarmTables
{
    private const int TriesPerContact = 16;

    /// <summary>While a peer joins, so many percent of the peers before it have joined too.</summary>
    private const int PoolPercent = 118;

    /// <summary>Of 1,024 contacts of the farthest bucket so many were met on the way; in each nearer one fewer.</summary>
    private const int MetOnTheWay = 360;
    private const int MetLessPerDepth = 60;
    private const int MetAtLeast = 110;

    private readonly SimulationWorld _world;
    private readonly Generation[] _generations;
    private readonly NeighbourSnapshot?[] _tables;
    private readonly Instant _now;
    private readonly int _k;

    public WarmTables(SimulationWorld world, Instant now)
    {
        _world = world;
        _now = now;
        _k = world.Options.K;
        _tables = new NeighbourSnapshot?[world.Contacts.Length];

        // Generation g has the first 2^g peers; the last one has all.
        var count = BitOperations.Log2((uint)Math.Max(1, world.Contacts.Length - 1)) + 2;
        _generations = new Generation[count];
        Parallel.For(0, count, Parallelism, g => _generations[g] = new Generation(world.Contacts, Math.Min(1 << g, world.Contacts.Length)));
    }

    private ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = _world.Workers.Length };

    /// <summary>Draws the tables, those of earlier peers first: a peer meets only contacts of peers of earlier generations.</summary>
    /// <param name="report">Is told how many are done.</param>
    /// <param name="stop">Ends it early; then the rest has no table.</param>
    /// <returns>A table for every peer, by index.</returns>
    public NeighbourSnapshot?[] Draw(Action<int> report, CancellationToken stop)
    {
        const int Step = 16_384;
        for (var first = 0; first < _tables.Length && !stop.IsCancellationRequested;)
        {
            // A step never crosses the end of a generation, which must be complete before the next one looks at it.
            var last = Math.Min(_tables.Length, Math.Min(first + Step, first == 0 ? 1 : (int)BitOperations.RoundUpToPowerOf2((uint)first + 1)));
            var known = first == 0 ? 0 : 1 << BitOperations.Log2((uint)first);
            Parallel.For(first, last, Parallelism, peer => _tables[peer] = Of(peer, known));
            report(first = last);
        }

        return _tables;
    }

    private NeighbourSnapshot Of(int peer, int known)
    {
        var random = new RandomSource(Engine.Draw.Bits(_world.Options.Seed ^ Engine.Draw.Salt("table"), (ulong)peer, 0));
        var pool = (int)Math.Min(_tables.Length, ((peer + 1L) * PoolPercent / 100) + 1);
        var early = _generations[Math.Min(_generations.Length - 1, BitOperations.Log2((uint)Math.Max(1, pool - 1)) + 1)];
        var all = _generations[^1];
        var prefix = _world.Contacts[peer].Id.Prefix;
        var buckets = new List<TableEntry[]>();
        var (ownEarly, ownAll) = (early.Root, all.Root);
        for (var depth = 0; ownAll.Count > 1; depth++)
        {
            (ownEarly, var otherEarly) = early.Split(ownEarly, prefix, depth);
            (ownAll, var otherAll) = all.Split(ownAll, prefix, depth);
            var bucket = new BucketDraw(_k, prefix, depth);
            if (otherAll.Count > _k && otherEarly.Count > _k)
                Fill(ref bucket, early, otherEarly, ownEarly, pool, known, random);
            if (!bucket.IsFull)
                bucket.AddEarliest(all, otherAll);

            buckets.Add(Entries(peer, bucket.Chosen, random));
        }

        while (buckets.Count > 0 && buckets[^1].Length == 0)
            buckets.RemoveAt(buckets.Count - 1);

        Holes.Punch(buckets, _world.Options.Holes, random);
        return NeighbourSnapshot.Of(_world.Contacts[peer].Id, _k, [.. buckets]);
    }

    private void Fill(ref BucketDraw bucket, Generation early, Branch others, Branch own, int pool, int known, RandomSource random)
    {
        var met = Math.Max(MetAtLeast, MetOnTheWay - (MetLessPerDepth * bucket.Depth));
        for (var tries = TriesPerContact * _k; tries > 0 && !bucket.IsFull; tries--)
        {
            var isMet = random.Next(1024) < met;
            if (isMet && Met(early, own, bucket.Depth, known, random) is { } contact)
            {
                bucket.TryAdd(contact, _world.Contacts[contact].Id.Prefix);
                continue;
            }

            var place = others.First + random.Next(others.Count);
            if (early[place] < pool)
                bucket.TryAddEvenly(early[place], early.PrefixAt(place));
        }
    }

    /// <summary>A contact that a peer on this side of the id space knows on the other side.</summary>
    private int? Met(Generation early, Branch own, int depth, int known, RandomSource random)
    {
        if (own.Count == 0)
            return null;

        var acquaintance = early[own.First + random.Next(own.Count)];
        if (acquaintance >= known || _tables[acquaintance] is not { } table)
            return null;

        var bucket = table.Bucket(Overlay.Identity.PeerId.Bits - 1 - depth);
        return bucket.IsEmpty ? null : _world.Directory.IndexOf(bucket[random.Next(bucket.Length)].Contact.Id);
    }

    private TableEntry[] Entries(int peer, ReadOnlySpan<int> chosen, RandomSource random)
    {
        Span<int> order = stackalloc int[chosen.Length];
        chosen.CopyTo(order);
        random.Shuffle(order);
        var entries = new TableEntry[order.Length];
        for (var i = 0; i < order.Length; i++)
            entries[i] = TableEntry.Known(_world.Contacts[order[i]], _now, _world.Links.RoundTrip(peer, order[i]));

        return entries;
    }
}
