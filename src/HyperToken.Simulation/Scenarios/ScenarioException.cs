namespace HyperToken.Simulation.Scenarios;

/// <summary>A scenario cannot be used. The message says in one line where and why.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>Describes what is wrong.</summary>
    /// <param name="source">The file, or the name of a built-in scenario.</param>
    /// <param name="place">Where in it: <c>defaults</c>, <c>run 2</c>; null: the whole.</param>
    /// <param name="problem">What is wrong, the field's name in it.</param>
    public ScenarioException(string source, string? place, string problem)
        : base(place is null ? $"{source}: {problem}" : $"{source}, {place}: {problem}")
    {
    }
}
