namespace HyperToken.Simulation.Options;

/// <summary>Peers leave without a word and come back, from the first broadcast on.</summary>
/// <param name="MeanSession">How long a peer stays on average, 1 s or more.</param>
/// <param name="MeanDowntime">How long it is away on average, 0 or more; it comes back with an empty table.</param>
public sealed record ChurnOptions(TimeSpan MeanSession, TimeSpan MeanDowntime)
{
    /// <summary>
    /// The shape of the Weibull distribution of sessions, 0.2 to 10: 1 is the exponential one, below 1 many sessions are short and some very long.
    /// </summary>
    public double Shape { get; init; } = 1;
}
