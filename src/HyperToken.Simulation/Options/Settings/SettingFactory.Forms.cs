namespace HyperToken.Simulation.Options.Settings;

/// <content>Settings that are written in a form of their own.</content>
internal sealed partial class SettingFactory
{
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
}
