using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HyperToken.Node.Up;

/// <summary>Options that take a whole number within a range, and say so when they are given something else.</summary>
internal static class NumberOption
{
    /// <summary>An option with a default.</summary>
    public static Option<int> Of(string name, string description, int min, int max, int defaultValue) => new(name)
    {
        Description = $"{description}, {min} to {max}",
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(name, result, min, max) ?? defaultValue,
    };

    /// <summary>An option that leaves its setting to the configuration when it is not given.</summary>
    public static Option<int?> Of(string name, string description, int min, int max) => new(name)
    {
        Description = $"{description}, {min} to {max}",
        HelpName = "N",
        CustomParser = result => Parse(name, result, min, max),
    };

    private static int? Parse(string name, ArgumentResult result, int min, int max)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;

        result.AddError($"{name} is '{text}'; allowed: a whole number from {min} to {max}");
        return null;
    }
}
