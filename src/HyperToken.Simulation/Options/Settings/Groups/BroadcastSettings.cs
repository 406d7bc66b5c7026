using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings.Groups;

/// <summary>What is broadcast.</summary>
internal static class BroadcastSettings
{
    public static IEnumerable<SimulationSetting> Make(SettingFactory make) =>
    [
        make.ChoiceOrDefault(
            "plan",
            "By which rules broadcasts spread; several make several runs",
            $"naive on topology naive, {EnumText.Write(StrategyPlans.DefaultPlan(RoutingStrategy.Kademlia))} on kademlia, supernode on supernode",
            o => o.Plan,
            (o, plan) => o with { Plan = plan },
            plan => plan is BroadcastPlan.Naive or BroadcastPlan.Epidemic or BroadcastPlan.Tree or BroadcastPlan.Supernode,
            isList: true),
        make.Whole(
            "broadcasts",
            "How many, each from a random live peer",
            new(0, 100_000),
            o => o.Broadcasts,
            (o, n) => o with { Broadcasts = (int)n }),
        make.Number("rate", "R", "Broadcasts a second", new(0.001, 100_000), o => o.Rate, (o, rate) => o with { Rate = rate }),
        make.Whole("size", "Payload bytes of each", new(0, 1_048_576), o => o.Size, (o, n) => o with { Size = (int)n }),
        make.WholeOrNone(
            "fanOut",
            "N",
            "Contacts an epidemic broadcast is forwarded to; none is as many as k",
            new(1, 255),
            o => o.FanOut,
            (o, n) => o with { FanOut = (int?)n }),
        make.Whole("ttl", "Hops a broadcast may make; 64 on the tree plan, whatever is given here", new(1, 255), o => o.TimeToLive, (o, n) => o with { TimeToLive = (int)n }),
    ];
}
