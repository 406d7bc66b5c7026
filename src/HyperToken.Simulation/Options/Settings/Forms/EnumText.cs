namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>Names of a kind, in small letters.</summary>
internal static class EnumText
{
    public static string Write<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    public static TEnum? Read<TEnum>(string text)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (Write(value).Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>The names of those that this version has.</summary>
    public static IEnumerable<string> Names<TEnum>(Func<TEnum, bool>? isBuilt)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Where(value => isBuilt?.Invoke(value) != false).Select(Write);

    public static string? ProblemOf<TEnum>(TEnum value, string text, Func<TEnum, bool>? isBuilt)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
            return $"is '{text}'";

        return isBuilt?.Invoke(value) == false ? $"{text} is not built yet" : null;
    }
}
