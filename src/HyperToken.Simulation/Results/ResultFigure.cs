namespace HyperToken.Simulation.Results;

/// <summary>A figure of a result by its name, for tables of values and for limits.</summary>
/// <param name="Name">The JSON's name; of a nested field both names joined, such as <c>latencyMsP99</c>.</param>
/// <param name="Of">Its value; null where a result has none.</param>
public sealed record ResultFigure(string Name, Func<SimulationResult, double?> Of);
