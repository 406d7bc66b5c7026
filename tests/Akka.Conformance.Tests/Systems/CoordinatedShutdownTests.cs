using Akka.Actor;
using Akka.Configuration;
using Xunit;

namespace Akka.Conformance.Tests.Systems;

public sealed class CoordinatedShutdownTests : Spec
{
    private readonly List<string> _ran = [];

    [Fact]
    public async Task Phases_should_run_in_order_and_end_with_the_system()
    {
        var (system, shutdown) = Create();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", () => Ran("stop"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "before", () => Ran("before"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "unbind", () => Ran("unbind"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "terminating", () => Ran(system.WhenTerminated.IsCompleted ? "too late" : "in time"));

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Long);

        Assert.Equal(["before", "unbind", "stop", "in time"], _ran);
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.IsType<CoordinatedShutdown.ClrExitReason>(shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Terminate_should_run_the_phases()
    {
        var (system, shutdown) = Create();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "unbind", () => Ran("unbind"));

        await system.Terminate().WaitAsync(Long);

        Assert.Equal(["unbind"], _ran);
    }

    [Fact]
    public async Task A_later_phase_should_wait_for_all_tasks_of_the_earlier_one()
    {
        var (_, shutdown) = Create();
        var slow = new TaskCompletionSource<Done>();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "slow", async () =>
        {
            var done = await slow.Task;
            await Ran("slow");
            return done;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "quick", () =>
        {
            slow.SetResult(Done.Instance);
            return Ran("quick");
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "later", () => Ran("later"));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Long);

        Assert.Equal("later", _ran[^1]);
        Assert.Equal(["quick", "slow"], _ran.Take(2).Order());
    }

    [Fact]
    public async Task A_task_that_fails_or_hangs_should_not_stop_the_shutdown()
    {
        var (system, shutdown) = Create("akka.coordinated-shutdown.phases.service-unbind.timeout = 100ms");
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "fails", () => Task.FromException<Done>(new FormatException("no")));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "later", () => Ran("later"));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Long);

        Assert.Equal(["later"], _ran);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Running_twice_should_be_running_once_for_the_first_reason()
    {
        var (_, shutdown) = Create();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "once", () => Ran("once"));
        await Task.WhenAll(shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance), shutdown.Run(CoordinatedShutdown.UnknownReason.Instance)).WaitAsync(Long);

        Assert.Equal(["once"], _ran);
        Assert.IsType<CoordinatedShutdown.ClrExitReason>(shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_run_from_a_phase_should_leave_the_earlier_ones_out()
    {
        var (_, shutdown) = Create();
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "early", () => Ran("early"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "late", () => Ran("late"));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop).WaitAsync(Long);

        Assert.Equal(["late"], _ran);
    }

    [Fact]
    public void Unknown_phases_should_be_refused() =>
        Assert.Throws<ConfigurationException>(() => CoordinatedShutdown.Get(Sys).AddTask("lunch", "eat", () => Ran("ate")));

    private (ActorSystem System, CoordinatedShutdown Shutdown) Create(string config = "")
    {
        var system = ActorSystem.Create("ends", "akka { loglevel = OFF, stdout-loglevel = OFF }\n" + config);
        return (system, CoordinatedShutdown.Get(system));
    }

    private Task<Done> Ran(string name)
    {
        lock (_ran) _ran.Add(name);
        return Task.FromResult(Done.Instance);
    }
}
