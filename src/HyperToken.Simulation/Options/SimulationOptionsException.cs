namespace HyperToken.Simulation.Options;

/// <summary>An option of a simulation is out of its range, or does not go with another.</summary>
public sealed class SimulationOptionsException : Exception
{
    /// <summary>Describes what is wrong.</summary>
    /// <param name="field">The option's name as in a scenario file, such as <c>crashWindow</c>.</param>
    /// <param name="problem">What is wrong with it, such as <c>is '-1'</c>.</param>
    /// <param name="allowed">What is allowed in its place.</param>
    public SimulationOptionsException(string field, string problem, string allowed)
        : base($"{field} {problem}; allowed: {allowed}")
    {
        Field = field;
        Problem = problem;
        Allowed = allowed;
    }

    /// <summary>The option's name as in a scenario file, such as <c>crashWindow</c>.</summary>
    public string Field { get; }

    /// <summary>What is wrong with it.</summary>
    public string Problem { get; }

    /// <summary>What is allowed in its place.</summary>
    public string Allowed { get; }
}
