using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings.Groups;

/// <summary>What the peers' links do to frames.</summary>
internal static class LinkSettings
{
    public static IEnumerable<SimulationSetting> Make(SettingFactory make) =>
    [
        make.Form(
            "latency",
            "MIN..MAX|lognormal:MEDIAN,SIGMA|regions",
            "How long a frame travels, in ms: uniform between two bounds, log-normal, or between five regions of the world",
            LatencyText.Allowed,
            o => o.Latency,
            (o, latency) => o with { Latency = latency },
            LatencyText.Read,
            LatencyText.Write,
            LatencyText.IsAllowed),
        make.Choice(
            "latencyModel",
            "What a drawn latency holds for: a link, with 5 % of jitter a frame either way, or one frame",
            o => o.LatencyScope,
            (o, scope) => o with { LatencyScope = scope }),
        make.Number(
            "loss",
            "P",
            "Share of the frames that get lost",
            NumberRange.NotAll,
            o => o.Loss,
            (o, loss) => o with { Loss = loss }),
        make.WholeOrNone(
            "bandwidth",
            "BYTES",
            "What each peer can send, in bytes a second",
            new(1, 1_000_000_000_000),
            o => o.Bandwidth,
            (o, bytes) => o with { Bandwidth = bytes }),
        make.Flag(
            "dialCost",
            "The first frame to a peer without a link waits 1.5 round trips for the link to open",
            o => o.DialCost,
            (o, on) => o with { DialCost = on }),
        make.WholeOrNone(
            "maxLinks",
            "N",
            "Links a peer keeps at most",
            new(8, 65_536),
            o => o.MaxLinks,
            (o, n) => o with { MaxLinks = (int?)n }),
    ];
}
