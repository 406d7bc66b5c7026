using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HyperToken.Node.CommandLine;

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

    /// <summary>An option that takes any number of 64 bits.</summary>
    public static Option<ulong> OfAny(string name, string description, ulong defaultValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            var text = TextOf(result);
            if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                result.AddError($"{name} is '{text}'; allowed: a whole number from 0 to {ulong.MaxValue}");

            return value;
        },
    };

    private static int? Parse(string name, ArgumentResult result, int min, int max)
    {
        var text = TextOf(result);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;

        result.AddError($"{name} is '{text}'; allowed: a whole number from {min} to {max}");
        return null;
    }

    private static string TextOf(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
}
