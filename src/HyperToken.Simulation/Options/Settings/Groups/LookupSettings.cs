using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings.Groups;

/// <summary>Lookups before the broadcasts.</summary>
internal static class LookupSettings
{
    public static IEnumerable<SimulationSetting> Make(SettingFactory make) =>
    [
        make.Whole(
            "lookups",
            "Lookups of random ids by random peers, before the broadcasts; with topology hybrid random leaves are located",
            new(0, 10_000_000),
            o => o.Lookups,
            (o, n) => o with { Lookups = (int)n }),
        make.Number(
            "stale",
            "P",
            "Share of table entries that are dead when the lookups are made",
            NumberRange.NotAll,
            o => o.Stale,
            (o, share) => o with { Stale = share }),
    ];
}
