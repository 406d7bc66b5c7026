using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Results;

/// <summary>Every figure a result has, in the JSON's order.</summary>
public static class ResultFigures
{
    private static readonly string[] Times = [.. Reach.TimeNames];

    /// <summary>The figures.</summary>
    public static IReadOnlyList<ResultFigure> All { get; } =
    [
        new("broadcasts", result => result.Broadcasts),
        new("deliveryRate", result => result.DeliveryRate),
        .. Times.Select(time => new ResultFigure($"deliveredWithin{time}", result => ValueOf(result.DeliveredWithin, time))),
        new("unexplainedMisses", result => result.UnexplainedMisses),
        new("deliveredTwice", result => result.DeliveredTwice),
        new("copiesPerPeer", result => result.CopiesPerPeer),
        new("payloadsSentPerPeer", result => result.PayloadsSentPerPeer),
        new("repairPayloadsPerPeer", result => result.RepairPayloadsPerPeer),
        new("controlFramesPerPeer", result => result.ControlFramesPerPeer),
        .. FrameUses.ControlKinds.Select(kind => new ResultFigure($"controlByKind{kind}", result => ValueOf(result.ControlByKind, EnumText.Write(kind)))),
        new("digestFramesPerPeer", result => result.DigestFramesPerPeer),
        new("messagesPerPeer", result => result.MessagesPerPeer),
        new("bytesPerPeer", result => result.BytesPerPeer),
        new("payloadBytesPerPeer", result => result.PayloadBytesPerPeer),
        new("controlBytesPerPeer", result => result.ControlBytesPerPeer),
        new("digestBytesPerPeer", result => result.DigestBytesPerPeer),
        new("forwardLoadGini", result => result.ForwardLoad?.Gini),
        new("forwardLoadMaxOverMean", result => result.ForwardLoad?.MaxOverMean),
        new("connectionsMin", result => result.Connections.Min),
        new("connectionsAvg", result => result.Connections.Avg),
        new("connectionsMax", result => result.Connections.Max),
        new("contactsMin", result => result.Contacts.Min),
        new("contactsAvg", result => result.Contacts.Avg),
        new("contactsMax", result => result.Contacts.Max),
        new("hopsAvg", result => result.Hops?.Avg),
        new("hopsMax", result => result.Hops?.Max),
        new("latencyMsP50", result => result.LatencyMs?.P50),
        new("latencyMsP90", result => result.LatencyMs?.P90),
        new("latencyMsP99", result => result.LatencyMs?.P99),
        new("latencyMsMax", result => result.LatencyMs?.Max),
        new("lookupsCount", result => result.Lookups?.Count),
        new("lookupsQueriesAvg", result => result.Lookups?.QueriesAvg),
        new("lookupsRoundsAvg", result => result.Lookups?.RoundsAvg),
        new("lookupsClosestFoundRate", result => result.Lookups?.ClosestFoundRate),
        new("lookupsRecall", result => result.Lookups?.Recall),
        new("rolesSupernodes", result => result.Roles?.Supernodes),
        new("rolesAttachedRate", result => result.Roles?.AttachedRate),
        new("rolesMaxLeavesOverMean", result => result.Roles?.MaxLeavesOverMean),
        new("events", result => result.Events),
        new("loopSeconds", result => result.LoopSeconds),
        new("wallSeconds", result => result.WallSeconds),
        new("eventsPerSecond", result => result.EventsPerSecond),
        new("peakMemoryBytes", result => result.PeakMemoryBytes),
    ];

    /// <summary>The figure of this name; null when there is none.</summary>
    public static ResultFigure? Find(string name) => All.FirstOrDefault(figure => figure.Name == name);

    private static double? ValueOf(IReadOnlyDictionary<string, double>? values, string key) =>
        values is not null && values.TryGetValue(key, out var value) ? value : null;
}
