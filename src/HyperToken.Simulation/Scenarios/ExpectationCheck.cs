using HyperToken.Simulation.Options.Settings.Forms;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Scenarios;

/// <summary>Holds results against what a scenario expects of them. Runs that were stopped say nothing, and are passed over.</summary>
public sealed class ExpectationCheck
{
    private static readonly string[] Compared = ["copiesPerPeer", "payloadsSentPerPeer", "controlFramesPerPeer"];
    private readonly List<string> _broken = [];
    private readonly List<(PlannedRun Run, SimulationResult Result)> _whole;

    /// <summary>Checks.</summary>
    /// <param name="runs">What was to be run.</param>
    /// <param name="results">What the first of them gave, in the same order.</param>
    public ExpectationCheck(IReadOnlyList<PlannedRun> runs, IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(results);
        _whole = [.. runs.Zip(results).Where(pair => !pair.Second.IsPartial)];
        for (var i = 0; i < Math.Min(runs.Count, results.Count); i++)
        {
            if (!results[i].IsPartial)
                CheckLimits(i + 1, runs[i], results[i]);
        }

        foreach (var group in _whole.Where(pair => pair.Run.Expected.Comparison is not null).GroupBy(pair => KeyOf(pair.Run)))
            Compare(group.Key, group.First().Run.Expected.Comparison!, [.. group.Select(pair => pair.Result)]);
    }

    /// <summary>How many limits and comparisons were held against results.</summary>
    public int Checked { get; private set; }

    /// <summary>What was broken: a line each, which names the run.</summary>
    public IReadOnlyList<string> Broken => _broken;

    private void CheckLimits(int number, PlannedRun run, SimulationResult result)
    {
        Checked += run.Expected.Limits.Count;
        var name = FormattableString.Invariant(
            $"run {number}{(run.Case is null ? "" : $", {run.Case}")} ({Describe(KeyOf(run))}, seed {run.Options.Seed})");
        _broken.AddRange(run.Expected.BrokenBy(result).Select(broken => $"{name}: {broken}"));
    }

    private void Compare(Key key, Comparison comparison, SimulationResult[] results)
    {
        SimulationResult[] others = [.. _whole.Where(pair => KeyOf(pair.Run) == key with { Case = comparison.Case }).Select(pair => pair.Result)];
        foreach (var figure in Compared.Select(name => ResultFigures.Find(name)!))
            Compare(key, comparison, figure.Name, "on average", Average(figure, results), Average(figure, others));

        Compare(key, comparison, "latencyMsP99", "over all runs", PooledLatency.Percentile(results, 0.99), PooledLatency.Percentile(others, 0.99));
    }

    private void Compare(Key key, Comparison comparison, string name, string how, double? value, double? other)
    {
        Checked++;
        if (other is null || value is null || value > other * (1 + comparison.Share))
            _broken.Add(FormattableString.Invariant($"{key.Case} ({Describe(key)}): {name} is {Text(value)} {how}, {Text(other)} in {comparison.Case}, at most {comparison.Share * 100:0.##} % more allowed"));
    }

    private static double? Average(ResultFigure figure, SimulationResult[] results) => results.Average(figure.Of);

    private static string Text(double? value) => value is { } number ? NumberText.Write(Math.Round(number, 4)) : "nothing";

    private static string Describe(Key key) => FormattableString.Invariant($"{key.Peers} peers {key.Network}");

    private static Key KeyOf(PlannedRun run) =>
        new(run.Case, run.Options.Peers, $"{EnumText.Write(run.Options.Topology)}, {EnumText.Write(run.Options.EffectivePlan)}, build {EnumText.Write(run.Options.EffectiveBuild)}");

    private sealed record Key(string? Case, int Peers, string Network);
}
