using System.Globalization;
using Akka.Configuration;

namespace HyperToken.Configuration;

/// <summary>Reads settings below one path, and refuses those outside their range by name.</summary>
internal sealed class SettingsReader
{
    private readonly Config _config;
    private readonly string _root;

    public SettingsReader(Config config, string root)
    {
        _config = config;
        _root = root;
    }

    public SettingsReader Section(string name) => new(_config, $"{_root}.{name}");

    public int Int(string name, int min, int max)
    {
        var text = Text(name);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Wrong(name, $"a whole number from {min} to {max}");
    }

    public TimeSpan Duration(string name, TimeSpan min, TimeSpan max)
    {
        var allowed = $"a duration from {Describe(min)} to {Describe(max)}";
        TimeSpan value;
        try
        {
            value = _config.GetTimeSpan(PathOf(name), null, allowInfinite: false);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException)
        {
            throw Wrong(name, allowed);
        }

        return value >= min && value <= max ? value : throw Wrong(name, allowed);
    }

    /// <summary>A number, or what the word <c>default</c> stands for.</summary>
    public int Int(string name, int min, int max, int byDefault) => IsDefault(name) ? byDefault : Int(name, min, max);

    /// <summary>A duration, or what the word <c>default</c> stands for.</summary>
    public TimeSpan Duration(string name, TimeSpan min, TimeSpan max, TimeSpan byDefault) =>
        IsDefault(name) ? byDefault : Duration(name, min, max);

    /// <summary>A number, or what the word <c>default</c> stands for.</summary>
    public double Number(string name, double min, double max, double byDefault) => IsDefault(name) ? byDefault : Number(name, min, max);

    /// <summary>One of these words.</summary>
    public string Name(string name, params string[] allowed) =>
        allowed.FirstOrDefault(known => known == Text(name)) ?? throw Wrong(name, string.Join(", ", allowed));

    public int Size(string name, int min, int max)
    {
        var allowed = $"a size from {min} B to {max} B";
        long? value;
        try
        {
            value = _config.GetByteSize(PathOf(name));
        }
        catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException)
        {
            throw Wrong(name, allowed);
        }

        return value >= min && value <= max ? (int)value : throw Wrong(name, allowed);
    }

    public double Number(string name, double min, double max)
    {
        var text = Text(name);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));
    }

    public bool Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => throw Wrong(name, "on, off"),
    };

    public TChoice Choice<TChoice>(string name, params TChoice[] allowed)
        where TChoice : struct, Enum =>
        TryChoose(Text(name), allowed) ?? throw Wrong(name, string.Join(", ", allowed).ToLowerInvariant());

    /// <summary>One of the values, or null for the word <c>default</c>.</summary>
    public TChoice? ChoiceOrDefault<TChoice>(string name, params TChoice[] allowed)
        where TChoice : struct, Enum =>
        Text(name) == "default"
            ? null
            : TryChoose(Text(name), allowed) ?? throw Wrong(name, $"default, {string.Join(", ", allowed).ToLowerInvariant()}");

    private static TChoice? TryChoose<TChoice>(string? text, TChoice[] allowed)
        where TChoice : struct, Enum
    {
        foreach (var choice in allowed)
        {
            if (string.Equals(choice.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        return null;
    }

    private bool IsDefault(string name) => Text(name) == "default";

    private string PathOf(string name) => $"{_root}.{name}";

    private string? Text(string name) => _config.GetString(PathOf(name), null);

    private HyperTokenConfigurationException Wrong(string name, string allowed) =>
        new(PathOf(name), Text(name) is { } text ? $"'{text}'" : "missing", allowed);

    private static string Describe(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{span.TotalDays} d",
        { TotalHours: >= 1 } => $"{span.TotalHours} h",
        { TotalMinutes: >= 1 } => $"{span.TotalMinutes} m",
        { TotalSeconds: >= 1 } => $"{span.TotalSeconds} s",
        _ => $"{span.TotalMilliseconds} ms",
    };
}
