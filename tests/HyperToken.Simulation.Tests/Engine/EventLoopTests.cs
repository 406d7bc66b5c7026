using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Runs;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Engine;

public sealed class EventLoopTests
{
    private const long Window = 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Time_goes_on_window_by_window_until_the_condition_holds(int workers)
    {
        var loop = Loop(workers);
        loop.RunUntil(() => loop.Now.Micros >= 5 * Window);
        Assert.Equal(5 * Window, loop.Now.Micros);

        // It holds already: nothing happens.
        loop.RunUntil(() => loop.Now.Micros >= 5 * Window);
        Assert.Equal(5 * Window, loop.Now.Micros);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_thrown_where_the_run_looks_at_the_workers_ends_the_loop_and_reaches_the_caller(int workers)
    {
        var loop = Loop(workers);
        Assert.Throws<IOException>(() => loop.RunUntil(() => loop.Now.Micros >= 3 * Window ? throw new IOException("No terminal.") : false));
        Assert.Equal(3 * Window, loop.Now.Micros);
        loop.RunUntil(() => loop.Now.Micros >= 4 * Window);
        Assert.Equal(4 * Window, loop.Now.Micros);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_peer_throws_is_called_a_defect(int threads)
    {
        var world = new SimulationWorld(Fault.Quiet with { Threads = threads });
        world.Orders.Add(1, world.Loop.Now, new PeerCommand.Join([]));

        // A broadcast that the run has prepared no log for.
        world.Orders.Add(1, world.Loop.Now, new PeerCommand.Publish(0));
        var thrown = Assert.Throws<InvalidOperationException>(() => world.Loop.RunUntil(() => world.Loop.Now.Micros > 1_000_000));
        Assert.Contains("defect", thrown.Message, StringComparison.Ordinal);
        Assert.IsType<NullReferenceException>(thrown.InnerException);
    }

    [Fact]
    public void An_event_for_a_window_in_progress_is_refused()
    {
        var world = new SimulationWorld(Fault.Quiet);
        world.Loop.RunUntil(() => world.Loop.Now.Micros > 100_000);
        Assert.Throws<InvalidOperationException>(() => world.Orders.Add(0, new(world.Loop.Now.Micros - 1), PeerCommand.Crash.Instance));
    }

    private static EventLoop Loop(int count)
    {
        var workers = new Worker[count];
        for (var i = 0; i < count; i++)
            workers[i] = new Worker(count, [], Window);

        return new EventLoop(workers, Window);
    }
}
