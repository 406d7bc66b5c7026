using System.Diagnostics;
using HyperToken.Node.Simulate.Progress;
using HyperToken.Simulation.Search;

namespace HyperToken.Node.Simulate.Search;

/// <summary>One search for faults: run seed after seed, print what was found.</summary>
internal sealed class SearchRun(SearchSettings settings, FaultSearcher search, IRunProgress progress, TextWriter output, TextWriter error)
    : IProgress<FaultSearchProgress>
{
    private readonly Stopwatch _clock = new();
    private int _done;
    private int _findings;

    /// <summary>Searches to the end, or until stopped; then what was found is printed.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(CancellationToken stop)
    {
        var findings = Search(stop);
        output.Write(settings.Json ? SearchJson.Format(_done, settings.FirstSeed, findings) : SearchText.Format(_done, ScenarioShown, findings));
        output.Flush();
        if (_done < settings.Seeds)
        {
            error.WriteLine($"hypertoken: stopped; {_done} of {settings.Seeds} seeds were run.");
            return ExitCode.Interrupted;
        }

        return findings.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    void IProgress<FaultSearchProgress>.Report(FaultSearchProgress value)
    {
        _done = value.Done;
        _findings += value.Latest.Count;
        progress.Report(new SearchProgress(value.Done, value.Count, _findings, _clock.Elapsed));
    }

    /// <summary>Of many scenarios a list would hide what was found.</summary>
    private ulong? ScenarioShown => settings.Seeds == 1 ? settings.FirstSeed : null;

    private IReadOnlyList<FaultFinding> Search(CancellationToken stop)
    {
        _clock.Start();
        try
        {
            return search(new FaultSearchOptions { Parallelism = settings.Threads }, settings.Seeds, settings.FirstSeed, this, stop);
        }
        finally
        {
            progress.End();
        }
    }
}
