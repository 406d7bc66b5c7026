namespace HyperToken.Node.Simulate.Progress;

/// <summary>How far a search for faults is.</summary>
/// <param name="Done">Seeds that have been run.</param>
/// <param name="Count">Seeds to be run in all.</param>
/// <param name="Findings">What was found so far.</param>
/// <param name="Elapsed">Since the start, in real time.</param>
internal sealed record SearchProgress(int Done, int Count, int Findings, TimeSpan Elapsed)
{
    /// <summary>In words.</summary>
    public override string ToString()
    {
        var seconds = Elapsed.TotalSeconds;
        var text = FormattableString.Invariant($"fault search: {Done} of {Count} seeds, findings: {Findings}, {Done / seconds:0.0} seeds/s");
        return Done == Count ? text : FormattableString.Invariant($"{text}, {seconds / Done * (Count - Done):0} s left");
    }
}
