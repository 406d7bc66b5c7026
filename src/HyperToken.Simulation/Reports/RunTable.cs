using HyperToken.Simulation.Options.Settings.Forms;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>What the runs themselves took, and what identifies them.</summary>
internal static class RunTable
{
    private const double Mebibyte = 1024 * 1024;

    public static string Format(IReadOnlyList<SimulationResult> results)
    {
        var table = new TextTable("peers", "topology", "build", "seed", "broadcasts", "misses", "events", "events/s", "seconds", "peak MiB", "trace")
        {
            LeftAligned = new HashSet<int> { 1, 2 },
        };
        foreach (var result in results)
        {
            table.Add(
                FigureText.Whole(result.Peers),
                FigureText.Network(result),
                EnumText.Write(result.Build),
                $"{result.Seed}",
                FigureText.Whole(result.Broadcasts),
                FigureText.Whole(result.UnexplainedMisses),
                FigureText.Large(result.Events),
                FigureText.Large(result.EventsPerSecond),
                FigureText.Tenths(result.WallSeconds),
                FigureText.Whole(result.PeakMemoryBytes / Mebibyte),
                result.TraceHash);
        }

        return $"{table}misses = peers that should have been reached, were not, and were neither down nor cut off the whole time\n";
    }
}
