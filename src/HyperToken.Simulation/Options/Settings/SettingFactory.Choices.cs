using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings;

/// <content>Settings that are one of some names.</content>
internal sealed partial class SettingFactory
{
    /// <summary>True or false.</summary>
    public SimulationSetting Flag(string name, string description, Func<SimulationOptions, bool> get, Func<SimulationOptions, bool, SimulationOptions> set)
        => new(
            name,
            (options, text) => text switch { "true" => set(options, true), "false" => set(options, false), _ => null },
            options => get(options) ? "true" : "false",
            (_, _) => null)
        {
            Group = group,
            Kind = SettingKind.Flag,
            ValueName = "",
            Description = description,
            Allowed = "true or false",
        };

    /// <summary>One of some names.</summary>
    public SimulationSetting Choice<TEnum>(
        string name,
        string description,
        Func<SimulationOptions, TEnum> get,
        Func<SimulationOptions, TEnum, SimulationOptions> set,
        Func<TEnum, bool>? isBuilt = null,
        bool isList = false)
        where TEnum : struct, Enum
        => new(
            name,
            (options, text) => EnumText.Read<TEnum>(text) is { } value ? set(options, value) : null,
            options => EnumText.Write(get(options)),
            (options, text) => EnumText.ProblemOf(get(options), text, isBuilt))
        {
            Group = group,
            Kind = SettingKind.Text,
            ValueName = string.Join('|', EnumText.Names(isBuilt)),
            Description = description,
            Allowed = string.Join(", ", EnumText.Names(isBuilt)),
            Default = EnumText.Write(get(Defaults)),
            IsList = isList,
        };

    /// <summary>One of some names, or what is usual.</summary>
    public SimulationSetting ChoiceOrDefault<TEnum>(
        string name,
        string description,
        string usual,
        Func<SimulationOptions, TEnum?> get,
        Func<SimulationOptions, TEnum?, SimulationOptions> set,
        Func<TEnum, bool>? isBuilt = null,
        bool isList = false)
        where TEnum : struct, Enum
        => new(
            name,
            (options, text) =>
                text == ByDefault ? set(options, null)
                : EnumText.Read<TEnum>(text) is { } value ? set(options, value)
                : null,
            options => get(options) is { } value ? EnumText.Write(value) : ByDefault,
            (options, text) => get(options) is { } value ? EnumText.ProblemOf(value, text, isBuilt) : null)
        {
            Group = group,
            Kind = SettingKind.Text,
            ValueName = string.Join('|', EnumText.Names(isBuilt)),
            Description = description,
            Allowed = string.Join(", ", [.. EnumText.Names(isBuilt), ByDefault]),
            Default = usual,
            Unset = ByDefault,
            IsList = isList,
        };
}
