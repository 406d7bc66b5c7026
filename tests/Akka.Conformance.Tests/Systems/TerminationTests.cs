using System.Runtime.CompilerServices;
using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Systems;

public sealed class TerminationTests : Spec
{
    [Fact]
    public async Task Terminate_should_stop_all_actors_and_complete_WhenTerminated()
    {
        var system = Create();
        var stopped = 0;
        for (var i = 0; i < 100; i++) system.ActorOf(Props.Create(() => new CountsItsEnd(() => Interlocked.Increment(ref stopped))));
        Assert.False(system.WhenTerminated.IsCompleted);

        await system.Terminate().WaitAsync(Long);

        Assert.Equal(100, stopped);
        await system.WhenTerminated.WaitAsync(Long);
    }

    [Fact]
    public async Task User_actors_should_stop_before_the_systems_own()
    {
        var system = Create();
        var order = new List<string>();
        ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new CountsItsEnd(() => Add(order, "system"))));
        system.ActorOf(Props.Create(() => new CountsItsEnd(() => Add(order, "user"))));

        await system.Terminate().WaitAsync(Long);

        Assert.Equal(["user", "system"], order);
    }

    [Fact]
    public async Task Terminating_twice_should_be_terminating_once()
    {
        var system = Create();
        await Task.WhenAll(system.Terminate(), system.Terminate()).WaitAsync(Long);
        await system.Terminate().WaitAsync(Long);
    }

    [Fact]
    public async Task No_actor_should_be_made_after_the_end()
    {
        var system = Create();
        await system.Terminate().WaitAsync(Long);

        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Handler.Props((_, _) => { })));
    }

    [Fact]
    public async Task A_terminated_system_should_turn_its_scheduler_off()
    {
        var system = Create();
        system.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TestActor, "tick", ActorRefs.NoSender);
        ExpectMsg("tick");
        await system.Terminate().WaitAsync(Long);
        while (ReceiveOne(TimeSpan.FromMilliseconds(50)) is not null)
        {
            // Those which were on their way.
        }

        ExpectNoMsg(Short);
        Assert.Throws<SchedulerException>(() => system.Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "tick", ActorRefs.NoSender));
    }

    [Fact]
    public async Task A_terminated_system_should_leave_nothing_behind()
    {
        var left = new List<WeakReference>();
        for (var i = 0; i < 5; i++) await UseASystem(left);

        // The runtime may hold on to the last one in a register or a pooled object.
        AwaitCondition(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return left.Count(system => system.IsAlive) <= 1;
        }, Long);
    }

    [Fact]
    public async Task Dispose_should_terminate()
    {
        var system = Create();
        system.Dispose();

        await system.WhenTerminated.WaitAsync(Long);
    }

    [Fact]
    public void Systems_with_invalid_names_should_be_refused()
    {
        Assert.Throws<ArgumentException>(() => ActorSystem.Create("-dash"));
        Assert.Throws<ArgumentException>(() => ActorSystem.Create("white space"));
    }

    [Fact]
    public async Task The_configuration_of_a_system_should_have_the_engines_defaults_below_it()
    {
        var system = ActorSystem.Create("configured", "akka.loglevel = ERROR");

        Assert.Equal("ERROR", system.Settings.Config.GetString("akka.loglevel"));
        Assert.Equal("configured", system.Name);
        Assert.True(system.Settings.Config.HasPath("akka.stdout-loglevel"));
        await system.Terminate().WaitAsync(Long);
    }

    private static ActorSystem Create() => ActorSystem.Create("ends", "akka { loglevel = WARNING, stdout-loglevel = OFF }");

    private static void Add(List<string> order, string what)
    {
        lock (order) order.Add(what);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task UseASystem(List<WeakReference> systems)
    {
        var system = Create();
        var actor = system.ActorOf(Handler.Props((message, context) => context.Sender.Tell(message)));
        await actor.Ask<string>("hello", Long);
        systems.Add(new WeakReference(system));
        await system.Terminate().WaitAsync(Long);
    }

    private sealed class CountsItsEnd(Action atEnd) : UntypedActor
    {
        protected override void OnReceive(object message) { }

        protected override void PostStop() => atEnd();
    }
}
