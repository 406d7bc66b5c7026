using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings.Groups;

/// <summary>How it is run.</summary>
internal static class RunSettings
{
    public static IEnumerable<SimulationSetting> Make(SettingFactory make) =>
    [
        make.Seed(
            "seed",
            "Decides ids, links, losses and every choice: the same seed gives the same run, event for event, on any machine; several make several runs"),
        make.Whole(
            "threads",
            "Worker threads; they change the speed, never the run",
            new(1, 64),
            o => o.Threads,
            (o, n) => o with { Threads = (int)n }),
        make.Seconds(
            "duration",
            "How long the network is watched after the first broadcast at most, in s; it ends earlier once all is delivered and nothing of a broadcast is under way",
            new(0.001, NumberRange.Seconds.Max),
            "10 s after the last broadcast and the last crash",
            o => o.Duration,
            (o, duration) => o with { Duration = duration }),
    ];
}
