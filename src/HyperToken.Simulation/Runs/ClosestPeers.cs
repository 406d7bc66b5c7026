using HyperToken.Overlay.Identity;

namespace HyperToken.Simulation.Runs;

/// <summary>Knows every live peer, and so which are closest to an id: the truth that lookups are measured against.</summary>
internal sealed class ClosestPeers
{
    private readonly PeerId[] _sorted;

    public ClosestPeers(IEnumerable<PeerId> alive) => _sorted = [.. alive.Order()];

    /// <summary>The live peers closest to an id, closest first, one of them left out.</summary>
    public PeerId[] Of(PeerId target, int count, PeerId butNot)
    {
        // All ids below a branch of the binary tree are closer to each other than to any outside: go down towards the target
        // as long as the branch holds enough of them.
        int first = 0, last = _sorted.Length;
        for (var bit = PeerId.Bits - 1; bit >= 0; bit--)
        {
            var middle = FirstWithBit(first, last, bit);
            var (nextFirst, nextLast) = target.DistanceTo(default).Bit(bit) ? (middle, last) : (first, middle);
            if (nextLast - nextFirst < count + 1)
                break;

            (first, last) = (nextFirst, nextLast);
        }

        return
        [
            .. _sorted[first..last]
                .Where(id => id != butNot)
                .OrderBy(id => target.DistanceTo(id))
                .Take(count),
        ];
    }

    /// <summary>Where in a branch, whose ids agree on all higher bits, those with this bit begin.</summary>
    private int FirstWithBit(int first, int last, int bit)
    {
        while (first < last)
        {
            var middle = first + ((last - first) / 2);
            if (_sorted[middle].DistanceTo(default).Bit(bit))
                last = middle;
            else
                first = middle + 1;
        }

        return first;
    }
}
