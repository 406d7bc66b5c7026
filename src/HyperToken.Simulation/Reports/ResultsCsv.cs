using System.Text;
using HyperToken.Simulation.Options.Settings.Forms;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>Results as comma-separated values: the JSON's fields, nested names joined; empty where there is no figure.</summary>
public static class ResultsCsv
{
    private static readonly (string Name, Func<SimulationResult, string?> Value)[] Columns =
    [
        ("topology", result => EnumText.Write(result.Topology)),
        ("plan", result => EnumText.Write(result.Plan)),
        ("peers", result => Number(result.Peers)),
        ("seed", result => $"{result.Seed}"),
        ("broadcasts", result => Number(result.Broadcasts)),
        ("deliveryRate", result => Number(result.DeliveryRate)),
        ("deliveredWithin1s", result => Within(result, "1s")),
        ("deliveredWithin2s", result => Within(result, "2s")),
        ("deliveredWithin10s", result => Within(result, "10s")),
        ("unexplainedMisses", result => Number(result.UnexplainedMisses)),
        ("copiesPerPeer", result => Number(result.CopiesPerPeer)),
        ("payloadsSentPerPeer", result => Number(result.PayloadsSentPerPeer)),
        ("controlFramesPerPeer", result => Number(result.ControlFramesPerPeer)),
        ("digestFramesPerPeer", result => Number(result.DigestFramesPerPeer)),
        ("messagesPerPeer", result => Number(result.MessagesPerPeer)),
        ("bytesPerPeer", result => Number(result.BytesPerPeer)),
        ("forwardLoadGini", result => Number(result.ForwardLoad?.Gini)),
        ("forwardLoadMaxOverMean", result => Number(result.ForwardLoad?.MaxOverMean)),
        ("connectionsMin", result => Number(result.Connections.Min)),
        ("connectionsAvg", result => Number(result.Connections.Avg)),
        ("connectionsMax", result => Number(result.Connections.Max)),
        ("contactsMin", result => Number(result.Contacts.Min)),
        ("contactsAvg", result => Number(result.Contacts.Avg)),
        ("contactsMax", result => Number(result.Contacts.Max)),
        ("hopsAvg", result => Number(result.Hops?.Avg)),
        ("hopsMax", result => Number(result.Hops?.Max)),
        ("latencyMsP50", result => Number(result.LatencyMs?.P50)),
        ("latencyMsP90", result => Number(result.LatencyMs?.P90)),
        ("latencyMsP99", result => Number(result.LatencyMs?.P99)),
        ("latencyMsMax", result => Number(result.LatencyMs?.Max)),
        ("lookupsCount", result => Number(result.Lookups?.Count)),
        ("lookupsQueriesAvg", result => Number(result.Lookups?.QueriesAvg)),
        ("lookupsRoundsAvg", result => Number(result.Lookups?.RoundsAvg)),
        ("lookupsClosestFoundRate", result => Number(result.Lookups?.ClosestFoundRate)),
        ("lookupsRecall", result => Number(result.Lookups?.Recall)),
        ("events", result => Number(result.Events)),
        ("loopSeconds", result => Number(result.LoopSeconds)),
        ("wallSeconds", result => Number(result.WallSeconds)),
        ("eventsPerSecond", result => Number(result.EventsPerSecond)),
        ("peakMemoryBytes", result => Number(result.PeakMemoryBytes)),
        ("traceHash", result => result.TraceHash),
        ("partial", result => result.IsPartial ? "true" : "false"),
    ];

    /// <summary>A line of names, then a line for each result.</summary>
    public static string Format(IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder().AppendJoin(',', Columns.Select(column => column.Name)).Append('\n');
        foreach (var result in results)
            text.AppendJoin(',', Columns.Select(column => column.Value(result))).Append('\n');

        return text.ToString();
    }

    private static string? Number(double? value) => value is { } number ? NumberText.Write(number) : null;

    private static string? Within(SimulationResult result, string time) =>
        result.DeliveredWithin is { } within && within.TryGetValue(time, out var share) ? Number(share) : null;
}
