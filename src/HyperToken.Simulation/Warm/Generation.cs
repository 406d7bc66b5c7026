using HyperToken.Overlay.Identity;

namespace HyperToken.Simulation.Warm;

/// <summary>The peers that joined first, in the order of their ids: every branch of the id tree is a range of it.</summary>
internal sealed class Generation
{
    private readonly ulong[] _prefixes;
    private readonly int[] _peers;

    /// <summary>Takes the first peers of a network.</summary>
    public Generation(Contact[] contacts, int count)
    {
        _prefixes = new ulong[count];
        _peers = new int[count];
        for (var i = 0; i < count; i++)
        {
            _prefixes[i] = contacts[i].Id.Prefix;
            _peers[i] = i;
        }

        Array.Sort(_prefixes, _peers);
    }

    /// <summary>All of it.</summary>
    public Branch Root => new(0, _peers.Length);

    /// <summary>The index of the peer at a place.</summary>
    public int this[int place] => _peers[place];

    /// <summary>The first 64 bits of the id of the peer at a place.</summary>
    public ulong PrefixAt(int place) => _prefixes[place];

    /// <summary>Divides a branch by the bit at its depth: those that share one more bit with an id, and the others.</summary>
    public (Branch Own, Branch Other) Split(Branch branch, ulong prefix, int depth)
    {
        var bit = 1UL << (63 - depth);
        var boundary = (prefix & ~(bit - 1)) | bit;
        var middle = branch.First + CountBelow(_prefixes.AsSpan(branch.First, branch.Count), boundary);
        var low = new Branch(branch.First, middle - branch.First);
        var high = new Branch(middle, branch.First + branch.Count - middle);
        return (prefix & bit) == 0 ? (low, high) : (high, low);
    }

    private static int CountBelow(ReadOnlySpan<ulong> sorted, ulong boundary)
    {
        int first = 0, last = sorted.Length;
        while (first < last)
        {
            var middle = (first + last) >>> 1;
            if (sorted[middle] < boundary)
                first = middle + 1;
            else
                last = middle;
        }

        return first;
    }
}
