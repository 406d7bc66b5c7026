using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Scenarios;

/// <summary>What a scenario expects of a run.</summary>
public sealed class Expectations
{
    /// <summary>Nothing.</summary>
    public static readonly Expectations None = new([], null);

    internal Expectations(IReadOnlyList<Limit> limits, Comparison? comparison) => (Limits, Comparison) = (limits, comparison);

    /// <summary>Bounds of figures.</summary>
    public IReadOnlyList<Limit> Limits { get; }

    /// <summary>The case that the run may not do worse than; null: none.</summary>
    public Comparison? Comparison { get; }

    /// <summary>How a result breaks the limits, in their order; empty when it keeps all.</summary>
    public IEnumerable<string> BrokenBy(SimulationResult result) => Limits.Select(limit => limit.BrokenBy(result)).OfType<string>();

    /// <summary>These, and of another's what is not said here.</summary>
    internal Expectations Over(Expectations other) => new(
        [.. Limits, .. other.Limits.Where(theirs => !Limits.Any(own => own.Figure == theirs.Figure && own.Kind == theirs.Kind))],
        Comparison ?? other.Comparison);

    /// <summary>These and all of another's.</summary>
    internal Expectations And(Expectations other) => new([.. Limits.Union(other.Limits)], Comparison ?? other.Comparison);
}
