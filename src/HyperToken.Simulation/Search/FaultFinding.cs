using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Search;

/// <summary>A run that did not keep what every run should keep.</summary>
/// <param name="Seed">Decides the scenario and the run.</param>
/// <param name="Invariant">What was not kept, in a few words.</param>
/// <param name="Figures">What was found instead.</param>
/// <param name="Scenario">What was simulated.</param>
public sealed record FaultFinding(ulong Seed, string Invariant, string Figures, SimulationOptions Scenario)
{
    /// <summary>The command that replays this run alone.</summary>
    public string Command => FormattableString.Invariant($"hypertoken simulate --search 1 --seed {Seed}");

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"seed {Seed}: {Invariant}: {Figures} ({RandomScenario.Describe(Scenario)}). {Command}");
}
