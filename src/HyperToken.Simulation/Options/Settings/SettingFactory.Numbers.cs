using System.Globalization;
using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings;

/// <content>Settings that are numbers.</content>
internal sealed partial class SettingFactory
{
    /// <summary>A whole number.</summary>
    public SimulationSetting Whole(
        string name,
        string description,
        NumberRange range,
        Func<SimulationOptions, long> get,
        Func<SimulationOptions, long, SimulationOptions> set,
        bool isList = false)
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
        string name,
        string valueName,
        string description,
        NumberRange range,
        Func<SimulationOptions, long?> get,
        Func<SimulationOptions, long?, SimulationOptions> set)
        => new(
            name,
            (options, text) =>
                text == None ? set(options, null)
                : InRange(NumberText.ReadWhole(text), range) is { } value ? set(options, value)
                : null,
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

    /// <summary>Any number of 64 bits; several make several runs.</summary>
    public SimulationSetting Seed(string name, string description) => new(
        name,
        (options, text) =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? options with { Seed = seed } : null,
        options => options.Seed.ToString(CultureInfo.InvariantCulture),
        (_, _) => null)
    {
        Group = group,
        Kind = SettingKind.Number,
        ValueName = "N[,N…]",
        Description = description,
        Allowed = $"a whole number from 0 to {ulong.MaxValue}",
        Default = Defaults.Seed.ToString(CultureInfo.InvariantCulture),
        IsList = true,
    };

    /// <summary>A number, with a fraction or without.</summary>
    public SimulationSetting Number(
        string name,
        string valueName,
        string description,
        NumberRange range,
        Func<SimulationOptions, double> get,
        Func<SimulationOptions, double, SimulationOptions> set)
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
        string name,
        string description,
        NumberRange range,
        string usual,
        Func<SimulationOptions, TimeSpan?> get,
        Func<SimulationOptions, TimeSpan?, SimulationOptions> set)
        => new(
            name,
            (options, text) =>
                text == ByDefault ? set(options, null)
                : NumberText.ReadSeconds(text) is { } value ? set(options, value)
                : null,
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
}
