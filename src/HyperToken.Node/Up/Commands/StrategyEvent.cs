using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Strategy;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Commands;

/// <param name="Peers">Live peers on each strategy, by its name; <c>auto</c>: not chosen yet.</param>
/// <param name="Changes">Changes of strategy so far, of all live peers.</param>
internal sealed record StrategyEvent(IReadOnlyDictionary<string, int> Peers, long Changes) : UpEvent("strategy")
{
    public static StrategyEvent Of(IReadOnlyCollection<PeerReport> reports) => new(
        reports.GroupBy(report => report.Strategy).OrderBy(group => group.Key).ToDictionary(group => NameOf(group.Key), group => group.Count()),
        reports.Sum(report => report.Counters.StrategyChanges));

    /// <summary>A strategy in lower case.</summary>
    public static string NameOf(RoutingStrategy strategy) => strategy.ToString().ToLowerInvariant();

    public override IEnumerable<string> ToLines() =>
        [$"strategy: {string.Join(", ", Peers.Select(of => $"{of.Value} on {of.Key}"))}; {Changes} changes so far"];
}
