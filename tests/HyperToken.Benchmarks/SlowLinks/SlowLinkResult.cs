using System.Globalization;
using System.Text;

namespace HyperToken.Benchmarks.SlowLinks;

/// <summary>What one receiver cost the others.</summary>
/// <param name="Delivered">Messages the others got.</param>
/// <param name="P50">Median time to the others, in ms.</param>
/// <param name="P99">What 99 of 100 deliveries to the others did not exceed, in ms.</param>
/// <param name="Max">The longest, in ms.</param>
/// <param name="LiveMiBBefore">Live bytes of the whole process after a full collection when measuring began, in MiB.</param>
/// <param name="LiveMiBAfter">The same at the end.</param>
/// <param name="QueuedFrames">Frames that wait for the receiver at the end.</param>
/// <param name="QueuedBytes">Their bytes.</param>
/// <param name="Dropped">Payload frames dropped by all links of the publisher.</param>
/// <param name="Cuts">Links that were cut.</param>
internal sealed record SlowLinkResult(
    int Delivered, double P50, double P99, double Max, double LiveMiBBefore, double LiveMiBAfter, int QueuedFrames, long QueuedBytes, long Dropped, int Cuts)
{
    /// <summary>The medians of each kind of receiver, and its ratio to one that reads.</summary>
    public static string ToTable(IReadOnlyDictionary<Receiver, List<SlowLinkResult>> results)
    {
        var text = new StringBuilder("""
            | receiver | runs | others got | p50 ms | p99 ms (lowest to highest) | max ms | p99, ratio to reads (median of rounds) | live MiB before, after | waiting for it | dropped | cuts |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |

            """);
        var reads = results[Receiver.Reads];
        foreach (var (receiver, runs) in results)
        {
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"""
                | {receiver} | {runs.Count} | {Median(runs, run => run.Delivered):N0} | {Median(runs, run => run.P50):0.00} | {Median(runs, run => run.P99):0.00} ({runs.Min(run => run.P99):0.00} to {runs.Max(run => run.P99):0.00}) | {Median(runs, run => run.Max):0.0} | {Median([.. runs.Zip(reads)], pair => pair.First.P99 / pair.Second.P99):0.00} | {Median(runs, run => run.LiveMiBBefore):0.0}, {Median(runs, run => run.LiveMiBAfter):0.0} | {Median(runs, run => run.QueuedFrames):N0} frames, {Median(runs, run => run.QueuedBytes) / 1024:N0} KiB | {Median(runs, run => run.Dropped):N0} | {Median(runs, run => run.Cuts):0} |
                """));
        }

        return text.ToString();
    }

    private static double Median<T>(IReadOnlyList<T> runs, Func<T, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
