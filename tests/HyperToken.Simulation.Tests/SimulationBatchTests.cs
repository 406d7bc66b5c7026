using HyperToken.Simulation.Options;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests;

public sealed class SimulationBatchTests
{
    private static readonly SimulationOptions[] Sizes = [new() { Peers = 10 }, new() { Peers = 20 }, new() { Peers = 30 }];

    [Fact]
    public void Runs_are_made_in_their_order()
    {
        var results = SimulationBatch.RunSimulationBatch(Sizes, (options, _, _) => Sample.Result(options.Peers));

        Assert.Equal([10, 20, 30], results.Select(result => result.Peers));
    }

    [Fact]
    public void A_stopped_batch_ends_with_the_run_that_was_stopped()
    {
        using var stop = new CancellationTokenSource();

        var results = SimulationBatch.RunSimulationBatch(
            Sizes,
            (options, _, _) =>
            {
                if (options.Peers == 20)
                    stop.Cancel();

                return Sample.Result(options.Peers) with { IsPartial = stop.IsCancellationRequested };
            },
            stop: stop.Token);

        Assert.Equal([(10, false), (20, true)], results.Select(result => (result.Peers, result.IsPartial)));
    }

    [Fact]
    public void Wrong_options_are_refused_before_the_first_run()
    {
        var runs = 0;

        Assert.Throws<SimulationOptionsException>(() => SimulationBatch.RunSimulationBatch(
            [.. Sizes, new SimulationOptions { Loss = 2 }], (options, _, _) => Sample.Result(options.Peers + runs++)));

        Assert.Equal(0, runs);
    }

    [Fact]
    public void Progress_says_which_run_it_speaks_of()
    {
        var told = new List<(int Run, int Runs, int Peers)>();
        var progress = new Told(batch => told.Add((batch.Run, batch.Runs, batch.Options.Peers)));

        SimulationBatch.RunSimulationBatch(
            Sizes,
            (options, run, _) =>
            {
                run!.Report(new SimulationProgress(SimulationPhase.Building, 0.5, 0, 0, TimeSpan.Zero));
                return Sample.Result(options.Peers);
            },
            progress);

        Assert.Equal([(1, 3, 10), (2, 3, 20), (3, 3, 30)], told);
    }

    private sealed class Told(Action<SimulationBatchProgress> note) : IProgress<SimulationBatchProgress>
    {
        public void Report(SimulationBatchProgress value) => note(value);
    }
}
