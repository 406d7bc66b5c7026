using HyperToken.Overlay.Identity;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Measures;

/// <summary>What the tables of all live peers look like together.</summary>
/// <param name="ContactsPerBucket">Average contacts in the bucket at each depth, the farthest first.</param>
/// <param name="InDegree">How often each live peer stands in others' tables, by index; dead ones left out.</param>
internal sealed record TableFigures(IReadOnlyList<double> ContactsPerBucket, IReadOnlyList<int> InDegree)
{
    /// <summary>How evenly the tables know the peers.</summary>
    public double InDegreeGini => Evenness.Of(InDegree.Select(count => (long)count)).Gini;

    public static TableFigures Of(SimulationWorld world)
    {
        var inDegree = new int[world.Peers.Length];
        var sums = new List<long>();
        var alive = world.Alive.ToArray();
        foreach (var peer in alive)
        {
            var table = peer.Local!.Peer.Neighbours.Table;
            for (var bucket = PeerId.Bits - 1; bucket >= table.LowestBucket; bucket--)
            {
                var depth = PeerId.Bits - 1 - bucket;
                while (sums.Count <= depth)
                    sums.Add(0);

                sums[depth] += table.Bucket(bucket).Length;
                foreach (ref readonly var entry in table.Bucket(bucket))
                    inDegree[world.Directory.IndexOf(entry.Contact.Id)]++;
            }
        }

        return new TableFigures([.. sums.Select(sum => (double)sum / alive.Length)], [.. alive.Select(peer => inDegree[peer.Index])]);
    }
}
