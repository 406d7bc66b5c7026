namespace HyperToken.Simulation.Scenarios;

/// <summary>The scenarios that come with this assembly: the JSON files of its folder Scenarios.</summary>
public static class BuiltInScenarios
{
    private const string Prefix = "scenario:";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(BuiltInScenarios).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(resource => resource[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of one; null when there is none of that name.</summary>
    public static string? Read(string name)
    {
        if (typeof(BuiltInScenarios).Assembly.GetManifestResourceStream(Prefix + name) is not { } stream)
            return null;

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
