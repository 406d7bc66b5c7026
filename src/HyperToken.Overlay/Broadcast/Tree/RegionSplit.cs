using System.Runtime.InteropServices;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Divides what a peer has to serve into regions: one for each bucket at first, then the highest is halved by its next bit until
/// there are as many as the fan-out allows. That takes half the hops of one delegate for each bucket, at no extra copy. A peer
/// knows the k closest to it, so the buckets that hold no others are complete and are divided freely; another one only while
/// both halves hold several contacts that can be trusted. That a bucket is not full says nothing: it may have lost its dead.
/// Working memory: used by one peer at a time.
/// </summary>
internal sealed class RegionSplit
{
    private readonly List<Candidate> _candidates = [];
    private readonly List<Part> _parts = [];

    /// <summary>The regions found.</summary>
    public ReadOnlySpan<Part> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <summary>The contacts of a region, of which there is at least one.</summary>
    public ReadOnlySpan<Candidate> CandidatesOf(in Part part) => CollectionsMarshal.AsSpan(_candidates).Slice(part.Start, part.Count);

    /// <summary>Divides the buckets from one height up to another.</summary>
    /// <param name="table">The peer's table.</param>
    /// <param name="timeouts">What the peer knows of its links.</param>
    /// <param name="from">The lowest bucket to be served, 0 to 256.</param>
    /// <param name="below">Only buckets below this one, 0 to 256.</param>
    /// <param name="settings">How thin the halves may be.</param>
    /// <param name="fanOut">How many regions.</param>
    public void Divide(NeighbourSnapshot table, LinkTimeouts timeouts, int from, int below, TreeSettings settings, int fanOut)
    {
        _candidates.Clear();
        _parts.Clear();
        var known = 0;
        for (var bucket = table.LowestBucket; bucket < below; bucket++)
            known += Add(table, bucket, timeouts, known, isServed: bucket < from);

        while (_parts.Count < fanOut && HighestDivisible() is >= 0 and var highest)
            Halve(highest, settings.MinPerHalf);
    }

    /// <summary>Whether nobody of a region is worth asking.</summary>
    public static bool IsDead(ReadOnlySpan<Candidate> candidates)
    {
        foreach (ref readonly var candidate in candidates)
        {
            if (candidate.Trust != Trust.Dead)
                return false;
        }

        return true;
    }

    /// <summary>Forgets the contacts.</summary>
    public void Clear()
    {
        _candidates.Clear();
        _parts.Clear();
    }

    /// <summary>Adds a bucket as a region. <paramref name="nearer"/> is how many live contacts the buckets below it hold.</summary>
    /// <returns>How many live contacts the bucket holds.</returns>
    private int Add(NeighbourSnapshot table, int bucket, LinkTimeouts timeouts, int nearer, bool isServed)
    {
        var start = _candidates.Count;
        var live = 0;
        foreach (ref readonly var entry in table.Bucket(bucket))
        {
            live += timeouts.TrustIn(entry) == Trust.Dead ? 0 : 1;
            if (!isServed && (entry.Contact.Plans & PlanSet.Tree) != 0)
                _candidates.Add(timeouts.Assess(table.Self, entry));
        }

        if (_candidates.Count > start)
            _parts.Add(new Part(start, _candidates.Count - start, PeerId.Bits - bucket, IsComplete: nearer + live <= table.K, IsFinal: false));

        return live;
    }

    private int HighestDivisible()
    {
        var highest = -1;
        for (var i = 0; i < _parts.Count; i++)
        {
            if (!_parts[i].IsFinal && (highest < 0 || _parts[i].Length < _parts[highest].Length))
                highest = i;
        }

        return highest;
    }

    private void Halve(int index, int minPerHalf)
    {
        var part = _parts[index];
        var candidates = CollectionsMarshal.AsSpan(_candidates).Slice(part.Start, part.Count);
        if (part.Count == 1 || part.Length == PeerId.Bits)
        {
            _parts[index] = part with { IsFinal = true };
            return;
        }

        var near = Partition(candidates, PeerId.Bits - 1 - part.Length);
        if (part.IsComplete && (near == 0 || near == part.Count))
        {
            // Nobody is in the other half.
            _parts[index] = part with { Length = part.Length + 1 };
            return;
        }

        if (!part.IsComplete && (CountTrusted(candidates[..near]) < minPerHalf || CountTrusted(candidates[near..]) < minPerHalf))
        {
            _parts[index] = part with { IsFinal = true };
            return;
        }

        _parts[index] = part with { Count = near, Length = part.Length + 1 };
        _parts.Add(part with { Start = part.Start + near, Count = part.Count - near, Length = part.Length + 1 });
    }

    /// <summary>Puts those whose bit is not set first.</summary>
    /// <returns>How many they are.</returns>
    private static int Partition(Span<Candidate> candidates, int bit)
    {
        var near = 0;
        for (var i = 0; i < candidates.Length; i++)
        {
            if (candidates[i].Distance.Bit(bit))
                continue;

            (candidates[i], candidates[near]) = (candidates[near], candidates[i]);
            near++;
        }

        return near;
    }

    private static int CountTrusted(ReadOnlySpan<Candidate> candidates)
    {
        var count = 0;
        foreach (ref readonly var candidate in candidates)
            count += candidate.Trust == Trust.Trusted ? 1 : 0;

        return count;
    }

    /// <summary>One region: a run of candidates.</summary>
    /// <param name="Start">Where the run begins.</param>
    /// <param name="Count">How many candidates, 1 or more.</param>
    /// <param name="Length">How many leading bits all ids of the region share.</param>
    /// <param name="IsComplete">Whether the candidates are most likely all peers of the region.</param>
    /// <param name="IsFinal">Whether it cannot be halved.</param>
    internal readonly record struct Part(int Start, int Count, int Length, bool IsComplete, bool IsFinal);
}
