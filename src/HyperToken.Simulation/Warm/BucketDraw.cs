using HyperToken.Overlay.Kademlia;

namespace HyperToken.Simulation.Warm;

/// <summary>The contacts drawn so far for one bucket of one peer.</summary>
internal ref struct BucketDraw
{
    private readonly int[] _chosen;
    private readonly ulong _prefix;
    private readonly int _evenly;
    private long _perSubPrefix;
    private int _count;

    public BucketDraw(int k, ulong prefix, int depth)
    {
        _chosen = new int[k];
        _prefix = prefix;
        Depth = depth;

        // Lookups end with a sub-prefix once it is no longer thin.
        _evenly = Math.Max(1, (k + KademliaSettings.SubPrefixes - 1) / KademliaSettings.SubPrefixes);
    }

    /// <summary>How many bits the contacts share with the owner.</summary>
    public int Depth { get; }

    public readonly bool IsFull => _count == _chosen.Length;

    public readonly ReadOnlySpan<int> Chosen => _chosen.AsSpan(0, _count);

    /// <summary>Adds a peer that is not there yet.</summary>
    public void TryAdd(int peer, ulong prefix)
    {
        if (IsFull || Chosen.Contains(peer))
            return;

        _chosen[_count++] = peer;
        _perSubPrefix += 1L << Shift(prefix);
    }

    /// <summary>Adds a peer unless its sub-prefix has its share.</summary>
    public void TryAddEvenly(int peer, ulong prefix)
    {
        if (((_perSubPrefix >> Shift(prefix)) & 0xFF) < _evenly)
            TryAdd(peer, prefix);
    }

    /// <summary>Fills up with those of a branch that joined first.</summary>
    public void AddEarliest(Generation all, Branch branch)
    {
        if (branch.Count <= _chosen.Length - _count)
        {
            for (var place = branch.First; place < branch.First + branch.Count; place++)
                TryAdd(all[place], all.PrefixAt(place));

            return;
        }

        // The k earliest of the branch and those chosen already together are more than enough.
        var earliest = new PriorityQueue<int, int>();
        for (var place = branch.First; place < branch.First + branch.Count; place++)
        {
            var peer = all[place];
            if (earliest.Count < _chosen.Length)
                earliest.Enqueue(place, -peer);
            else
                earliest.EnqueueDequeue(place, -peer);
        }

        var places = new List<int>(earliest.Count);
        while (earliest.TryDequeue(out var place, out _))
            places.Add(place);

        for (var i = places.Count - 1; i >= 0; i--)
            TryAdd(all[places[i]], all.PrefixAt(places[i]));
    }

    /// <summary>Eight counters of eight bits.</summary>
    private readonly int Shift(ulong prefix)
    {
        var below = (prefix ^ _prefix) << Depth << 1;
        return (int)(below >> (64 - KademliaSettings.SubPrefixBits)) * 8;
    }
}
