using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>What broadcasts cost, by what frames were sent for, and how soon they arrived.</summary>
internal static class TrafficTable
{
    /// <summary>The table of the results that have broadcasts; null when none has.</summary>
    public static string? Format(IReadOnlyList<SimulationResult> results)
    {
        var cases = new CaseColumn(results);
        var table = new TextTable(["peers", "topology", "copies", "sent", "repairs", "control", "digests", "bytes", "hops", "most", "in 1 s", "in 2 s", "in 10 s", "Gini", "busiest", "twice", .. cases.Heading])
        {
            LeftAligned = new HashSet<int> { 1, 16 },
        };
        var any = false;
        foreach (var result in results)
        {
            if (result.CopiesPerPeer is null)
                continue;

            any = true;
            table.Add([
                FigureText.Whole(result.Peers),
                FigureText.Network(result),
                FigureText.Thousandths(result.CopiesPerPeer),
                FigureText.Thousandths(result.PayloadsSentPerPeer),
                FigureText.Thousandths(result.RepairPayloadsPerPeer),
                FigureText.Thousandths(result.ControlFramesPerPeer),
                FigureText.Hundredths(result.DigestFramesPerPeer),
                FigureText.Whole(result.BytesPerPeer),
                FigureText.Tenths(result.Hops?.Avg),
                FigureText.Whole(result.Hops?.Max),
                Within(result, "1s"),
                Within(result, "2s"),
                Within(result, "10s"),
                FigureText.Hundredths(result.ForwardLoad?.Gini),
                FigureText.Hundredths(result.ForwardLoad?.MaxOverMean),
                FigureText.Whole(result.DeliveredTwice),
                .. cases.Of(result)]);
        }

        return any
            ? $"{table}copies to bytes: per peer; bytes = of payload and control frames; busiest = payloads sent by the busiest peer ÷ the average\n"
            : null;
    }

    private static string Within(SimulationResult result, string time) =>
        FigureText.Percent(result.DeliveredWithin is { } within && within.TryGetValue(time, out var share) ? share : null);
}
