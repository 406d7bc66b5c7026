using System.Globalization;

namespace HyperToken.Simulation.Options.Settings;

/// <summary>Makes settings of the usual kinds.</summary>
internal sealed class SettingFactory(SettingGroup group)
{
    private const string None = "none";
    private const string ByDefault = "default";
    private static readonly SimulationOptions Defaults = new();

    /// <summary>A whole number.</summary>
    public SimulationSetting Whole(
        string name, string description, NumberRange range, Func<SimulationOptions, long> get, Func<SimulationOptions, long, SimulationOptions> set, bool isList = false)
        => new(
            name,
            (options, text) => InRange(NumberText.ReadWhole(text), range) is { } value ? set(options, value) : null,
            options => NumberText.Write(get(options)),
            (options, text) => range.Contains(get(options)) ? null : Is(text))
        {
            Group = group,
            Kind = SettingKind.Number,
            ValueName = isList ? "N[,N…]" : "N",
            Description = description,
            Allowed = $"a whole number from {range}",
            Limits = $"{range}",
            Default = NumberText.Write(get(Defaults)),
            IsList = isList,
        };

    /// <summary>A whole number, or none.</summary>
    public SimulationSetting WholeOrNone(
        string name, string valueName, string description, NumberRange range, Func<SimulationOptions, long?> get, Func<SimulationOptions, long?, SimulationOptions> set)
        => new(
            name,
            (options, text) => text == None ? set(options, null) : InRange(NumberText.ReadWhole(text), range) is { } value ? set(options, value) : null,
            options => get(options) is { } value ? NumberText.Write(value) : None,
            (options, text) => get(options) is not { } value || range.Contains(value) ? null : Is(text))
        {
            Group = group,
            Kind = SettingKind.Number,
            ValueName = valueName,
            Description = description,
            Allowed = $"a whole number from {range}, or {None}",
            Limits = $"{range}",
            Default = None,
            Unset = None,
        };

    /// <summary>Any number of 64 bits.</summary>
    public SimulationSetting Seed(string name, string description) => new(
        name,
        (options, text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? options with { Seed = seed } : null,
        options => options.Seed.ToString(CultureInfo.InvariantCulture),
        (_, _) => null)
    {
        Group = group,
        Kind = SettingKind.Number,
        ValueName = "N",
        Description = description,
        Allowed = $"a whole number from 0 to {ulong.MaxValue}",
        Default = Defaults.Seed.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A number, with a fraction or without.</summary>
    public SimulationSetting Number(
        string name, string valueName, string description, NumberRange range, Func<SimulationOptions, double> get, Func<SimulationOptions, double, SimulationOptions> set)
        => new(
            name,
            (options, text) => NumberText.Read(text) is { } value ? set(options, value) : null,
            options => NumberText.Write(get(options)),
            (options, text) => range.Contains(get(options)) ? null : Is(text))
        {
            Group = group,
            Kind = SettingKind.Number,
            ValueName = valueName,
            Description = description,
            Allowed = $"a number from {range}",
            Limits = $"{range}",
            Default = NumberText.Write(get(Defaults)),
        };

    /// <summary>Seconds, or what is usual.</summary>
    public SimulationSetting Seconds(
        string name, string description, NumberRange range, string usual, Func<SimulationOptions, TimeSpan?> get, Func<SimulationOptions, TimeSpan?, SimulationOptions> set)
        => new(
            name,
            (options, text) => text == ByDefault ? set(options, null) : NumberText.ReadSeconds(text) is { } value ? set(options, value) : null,
            options => get(options) is { } value ? NumberText.Write(value.TotalSeconds) : ByDefault,
            (options, text) => get(options) is not { } value || range.ContainsSeconds(value) ? null : Is(text))
        {
            Group = group,
            Kind = SettingKind.Number,
            ValueName = "SECONDS",
            Description = description,
            Allowed = $"a number from {range}, or {ByDefault}",
            Limits = $"{range}",
            Default = usual,
            Unset = ByDefault,
        };

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
        Func<TEnum, bool>? isBuilt = null)
        where TEnum : struct, Enum
        => new(
            name,
            (options, text) => text == ByDefault ? set(options, null) : EnumText.Read<TEnum>(text) is { } value ? set(options, value) : null,
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
        };

    /// <summary>Something written in a form of its own.</summary>
    public SimulationSetting Form<TValue>(
        string name,
        string valueName,
        string description,
        string allowed,
        Func<SimulationOptions, TValue> get,
        Func<SimulationOptions, TValue, SimulationOptions> set,
        Func<string, TValue?> read,
        Func<TValue, string> write,
        Func<TValue, bool> isAllowed)
        where TValue : class
        => new(
            name,
            (options, text) => read(text) is { } value ? set(options, value) : null,
            options => write(get(options)),
            (options, text) => isAllowed(get(options)) ? null : Is(text))
        {
            Group = group,
            Kind = SettingKind.Text,
            ValueName = valueName,
            Description = description,
            Allowed = allowed,
            Limits = allowed,
            Default = write(get(Defaults)),
        };

    /// <summary>Something written in a form of its own, or none.</summary>
    public SimulationSetting FormOrNone<TValue>(
        string name,
        string valueName,
        string description,
        string allowed,
        Func<SimulationOptions, TValue?> get,
        Func<SimulationOptions, TValue?, SimulationOptions> set,
        Func<string, TValue?> read,
        Func<TValue, string> write,
        Func<TValue, bool> isAllowed)
        where TValue : class
        => new(
            name,
            (options, text) => text == None ? set(options, null) : read(text) is { } value ? set(options, value) : null,
            options => get(options) is { } value ? write(value) : None,
            (options, text) => get(options) is not { } value || isAllowed(value) ? null : Is(text))
        {
            Group = group,
            Kind = SettingKind.Text,
            ValueName = valueName,
            Description = description,
            Allowed = allowed,
            Limits = allowed,
            Default = None,
            Unset = None,
        };

    private static string Is(string text) => $"is '{text}'";

    /// <summary>What is too large for the option's own type must not be cut to fit it.</summary>
    private static long? InRange(long? value, NumberRange range) => value is { } number && range.Contains(number) ? number : null;
}
