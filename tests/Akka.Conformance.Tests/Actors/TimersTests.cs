using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class TimersTests : Spec
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void A_single_timer_should_deliver_once_and_be_inactive_then()
    {
        var actor = Spawn();
        actor.Tell((ITimerScheduler timers) => timers.StartSingleTimer("key", "tick", Soon));

        ExpectMsg("tick");
        ExpectNoMsg(Short);
        Assert.False(IsActive(actor, "key"));
    }

    [Fact]
    public void A_single_timer_should_not_come_early()
    {
        var actor = Spawn();
        var delay = TimeSpan.FromMilliseconds(100);
        var start = System.Diagnostics.Stopwatch.StartNew();
        actor.Tell((ITimerScheduler timers) => timers.StartSingleTimer("key", "tick", delay));

        ExpectMsg("tick");
        // One tick of either engine's wheel is 10 ms.
        Assert.InRange(start.Elapsed, delay - TimeSpan.FromMilliseconds(10), Long);
    }

    [Fact]
    public void A_periodic_timer_should_deliver_until_it_is_cancelled()
    {
        var actor = Spawn();
        actor.Tell((ITimerScheduler timers) => timers.StartPeriodicTimer("key", "tick", TimeSpan.FromMilliseconds(20)));
        Assert.Equal(["tick", "tick", "tick"], ReceiveN(3));
        Assert.True(IsActive(actor, "key"));

        actor.Tell((ITimerScheduler timers) =>
        {
            timers.Cancel("key");
            TestActor.Tell("cancelled");
        });
        FishForMessage(message => message is "cancelled");
        ExpectNoMsg(Short);
        Assert.False(IsActive(actor, "key"));
    }

    [Fact]
    public void A_periodic_timer_should_be_able_to_start_with_a_delay_of_its_own()
    {
        var actor = Spawn();
        actor.Tell((ITimerScheduler timers) => timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero, Never));

        ExpectMsg("tick");
        Assert.True(IsActive(actor, "key"));
    }

    [Fact]
    public void A_timer_should_be_replaced_by_another_under_the_same_key()
    {
        var actor = Spawn();
        actor.Tell((ITimerScheduler timers) =>
        {
            timers.StartPeriodicTimer("key", "old", Soon);
            timers.StartSingleTimer("key", "new", Soon);
            timers.StartSingleTimer("other key", "other", 2 * Soon);
        });

        ExpectMsg("new");
        ExpectMsg("other");
        ExpectNoMsg(Short);
    }

    [Fact]
    public void A_tick_in_the_mailbox_should_not_count_once_its_timer_was_cancelled_or_replaced()
    {
        using var ticked = new ManualResetEventSlim();
        var actor = Spawn();
        actor.Tell((ITimerScheduler timers) =>
        {
            timers.StartSingleTimer("cancelled", "cancelled", TimeSpan.Zero);
            timers.StartSingleTimer("replaced", "old", TimeSpan.Zero);
            // Once an action scheduled later has run, both ticks have been sent.
            Sys.Scheduler.Advanced.ScheduleOnce(Short, ticked.Set);
            ticked.Wait(Long);
            timers.Cancel("cancelled");
            timers.StartSingleTimer("replaced", "new", TimeSpan.Zero);
        });

        ExpectMsg("new");
        ExpectNoMsg(Short);
    }

    [Fact]
    public void All_timers_should_be_cancelled_at_once()
    {
        var actor = Spawn();
        actor.Tell((ITimerScheduler timers) =>
        {
            timers.StartSingleTimer(1, "one", Soon);
            timers.StartPeriodicTimer(2, "two", Soon);
            timers.CancelAll();
        });

        ExpectNoMsg(2 * Short);
    }

    [Fact]
    public void Timers_should_be_cancelled_by_a_restart()
    {
        var actor = Spawn();
        actor.Tell((ITimerScheduler timers) =>
        {
            timers.StartPeriodicTimer("key", "tick", Soon);
            throw new InvalidOperationException("restart");
        });
        Assert.False(IsActive(actor, "key"));

        ExpectNoMsg(2 * Short);
    }

    [Fact]
    public void Timers_should_be_cancelled_by_a_stop()
    {
        var actor = Spawn();
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters, typeof(Event.AllDeadLetters));
        actor.Tell((ITimerScheduler timers) => timers.StartPeriodicTimer("key", "tick", 10 * Soon));
        Assert.True(IsActive(actor, "key"));
        StopAndAwait(actor);

        letters.ExpectNoMsg(20 * Soon);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Timers_should_be_usable_in_the_constructor()
    {
        Sys.ActorOf(Props.Create(() => new StartsATimerAtOnce(TestActor)));

        ExpectMsg("tick");
    }

    [Fact]
    public void A_timer_should_be_able_to_deliver_what_the_engine_handles_itself()
    {
        var actor = Spawn();
        Watch(actor);
        actor.Tell((ITimerScheduler timers) => timers.StartSingleTimer("end", PoisonPill.Instance, Soon));

        ExpectTerminated(actor);
    }

    [Fact]
    public void Many_timers_of_many_actors_should_all_fire()
    {
        const int actors = 200, each = 10;

        // Akka.NET starts its clock on the thread pool when the first timer is set, and whoever sets one meanwhile waits for it: so many
        // actors at once would hold every thread the clock could start on.
        Spawn().Tell((ITimerScheduler timers) => timers.StartSingleTimer("first", "first", TimeSpan.Zero));
        ExpectMsg("first", Long);
        for (var i = 0; i < actors; i++)
        {
            Spawn().Tell((ITimerScheduler timers) =>
            {
                for (var key = 0; key < each; key++) timers.StartSingleTimer(key, key, TimeSpan.FromMilliseconds(5 * key));
            });
        }

        Assert.Equal(actors * each, ReceiveN(actors * each, Long).Count);
    }

    private IActorRef Spawn() => Sys.ActorOf(Props.Create(() => new Timed(TestActor)));

    private bool IsActive(IActorRef actor, string key) => actor.Ask<bool>(key, Long).GetAwaiter().GetResult();

    private sealed class Timed(IActorRef probe) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Action<ITimerScheduler> action:
                    action(Timers);
                    break;
                case string key when key.Contains("key"):
                    Sender.Tell(Timers.IsTimerActive(key));
                    break;
                default:
                    probe.Tell(message);
                    break;
            }
        }
    }

    private sealed class StartsATimerAtOnce : UntypedActor, IWithTimers
    {
        private readonly IActorRef _probe;

        public StartsATimerAtOnce(IActorRef probe)
        {
            _probe = probe;
            Timers!.StartSingleTimer("key", "tick", Soon);
        }

        public ITimerScheduler Timers { get; set; }

        protected override void OnReceive(object message) => _probe.Tell(message);
    }
}
