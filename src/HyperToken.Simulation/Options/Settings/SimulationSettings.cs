using HyperToken.Simulation.Options.Settings.Groups;

namespace HyperToken.Simulation.Options.Settings;

/// <summary>Everything a simulation can be told.</summary>
public static class SimulationSettings
{
    /// <summary>All settings, by group.</summary>
    public static IReadOnlyList<SimulationSetting> All { get; } =
    [
        .. NetworkSettings.Make(new SettingFactory(SettingGroup.Network)),
        .. BroadcastSettings.Make(new SettingFactory(SettingGroup.Broadcasts)),
        .. LinkSettings.Make(new SettingFactory(SettingGroup.Links)),
        .. FaultSettings.Make(new SettingFactory(SettingGroup.Faults)),
        .. LookupSettings.Make(new SettingFactory(SettingGroup.Lookups)),
        .. RunSettings.Make(new SettingFactory(SettingGroup.Run)),
    ];

    /// <summary>The setting of this name, as in scenario files; null when there is none.</summary>
    public static SimulationSetting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    /// <summary>
    /// The options of <c>hypertoken simulate</c> that say the same; what is as by default is left out, and so are threads, which change nothing.
    /// </summary>
    public static IReadOnlyList<string> ToArguments(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var defaults = new SimulationOptions { Threads = options.Threads };
        var arguments = new List<string>();
        foreach (var setting in All.Where(setting => setting.Get(options) != setting.Get(defaults)))
        {
            arguments.Add(setting.OptionName);
            if (setting.Kind != SettingKind.Flag)
                arguments.Add(setting.Get(options));
        }

        return arguments;
    }
}
