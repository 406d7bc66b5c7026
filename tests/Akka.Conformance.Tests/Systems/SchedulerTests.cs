using System.Diagnostics;
using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Systems;

public sealed class SchedulerTests : Spec
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void A_message_should_be_sent_once_and_not_early()
    {
        var watch = Stopwatch.StartNew();
        Sys.Scheduler.ScheduleTellOnce(Soon, TestActor, "tick", ActorRefs.NoSender);

        ExpectMsg("tick");
        Assert.InRange(watch.Elapsed, Soon - TimeSpan.FromMilliseconds(10), Long);
        ExpectNoMsg(Short);
    }

    [Fact]
    public void A_scheduled_message_should_have_the_given_sender()
    {
        var sender = SpawnEcho();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "tick", sender);

        ExpectMsgFrom(sender, "tick");
    }

    [Fact]
    public void Messages_should_be_sent_in_the_order_of_their_times()
    {
        foreach (var i in new[] { 3, 1, 4, 2 }) Sys.Scheduler.ScheduleTellOnce(i * Soon, TestActor, i, ActorRefs.NoSender);

        Assert.Equal([1, 2, 3, 4], ReceiveN(4));
    }

    [Fact]
    public void A_message_should_be_sent_again_and_again_until_cancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TestActor, "tick", ActorRefs.NoSender);
        ReceiveN(5);
        cancelable.Cancel();
        Assert.True(cancelable.IsCancellationRequested);

        // One may be on its way.
        ReceiveOne(TimeSpan.FromMilliseconds(50));
        ExpectNoMsg(Short);
    }

    [Fact]
    public void A_message_that_was_cancelled_in_time_should_never_come()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Soon, TestActor, "tick", ActorRefs.NoSender);
        cancelable.Cancel();

        ExpectNoMsg(2 * Short);
    }

    [Fact]
    public void One_cancelable_should_be_able_to_stand_for_several_schedules()
    {
        var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellOnce(Soon, TestActor, "one", ActorRefs.NoSender, cancelable);
        Sys.Scheduler.ScheduleTellRepeatedly(Soon, Soon, TestActor, "two", ActorRefs.NoSender, cancelable);
        cancelable.Cancel();

        ExpectNoMsg(2 * Short);
    }

    [Fact]
    public void An_action_should_be_run_once_and_another_cancelled()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Soon, () => TestActor.Tell("ran", ActorRefs.NoSender));
        var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.Advanced.ScheduleOnce(Soon, () => TestActor.Tell("cancelled", ActorRefs.NoSender), cancelable);
        cancelable.Cancel();

        ExpectMsg("ran");
        ExpectNoMsg(Short);
    }

    [Fact]
    public void A_failing_action_should_not_stop_the_scheduler()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new InvalidOperationException("in an action"));
        Sys.Scheduler.ScheduleTellOnce(Soon, TestActor, "tick", ActorRefs.NoSender);

        ExpectMsg("tick");
    }

    [Fact]
    public void Negative_delays_and_empty_intervals_should_be_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellOnce(-Soon, TestActor, "tick", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellRepeatedly(Soon, TimeSpan.Zero, TestActor, "tick", ActorRefs.NoSender));
    }

    [Fact]
    public async Task Schedules_from_many_threads_should_all_be_kept()
    {
        const int threads = 4, each = 500;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < each; i++) Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(i % 100), TestActor, i, ActorRefs.NoSender);
        })));

        Assert.Equal(threads * each, ReceiveN(threads * each, Long).Count);
    }

    [Fact]
    public void A_delay_beyond_one_turn_of_a_wheel_should_be_kept()
    {
        var watch = Stopwatch.StartNew();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(5_500), TestActor, "late", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(380), TestActor, "early", ActorRefs.NoSender);

        ExpectMsg("early", Long);
        ExpectMsg("late", Long);
        Assert.InRange(watch.ElapsedMilliseconds, 5_490, 15_000);
    }

    [Fact]
    public void The_clock_should_never_go_back()
    {
        var before = Sys.Scheduler.MonotonicClock;
        Assert.True(Sys.Scheduler.MonotonicClock >= before);
        Assert.InRange(Sys.Scheduler.Now, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }
}
