using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class SupervisionTests : Spec
{
    private static readonly Exception Boom = new InvalidOperationException("boom");

    [Fact]
    public void Resume_should_go_on_with_the_next_message_and_the_state_kept()
    {
        var child = Child(Supervisor.OneForOne(Directive.Resume));
        child.Tell("one");
        Mute(() => child.Tell(Boom));
        child.Tell("two");
        child.Tell("count");

        Assert.Equal(["one", "two", 2], ReceiveN(3));
    }

    [Fact]
    public void Restart_should_lose_the_state_and_keep_the_mailbox()
    {
        var child = Child(Supervisor.OneForOne(Directive.Restart));
        child.Tell("one");
        child.Tell(Boom);
        child.Tell("two");
        child.Tell("count");

        Assert.Equal(
            ["one", "it PreRestart boom while boom", "it PostStop", "it constructed", "it PostRestart boom", "it PreStart", "two", 1],
            ReceiveN(8));
    }

    [Fact]
    public void Restart_should_keep_the_reference_valid()
    {
        var child = Child(Supervisor.OneForOne(Directive.Restart));
        Watch(child);
        child.Tell(Boom);
        child.Tell("still you?");

        FishForMessage<string>(message => message == "still you?");
        Assert.Equal(child, LastSender);
    }

    [Fact]
    public void Restart_should_stop_the_children_of_the_failed_actor()
    {
        var child = Child(Supervisor.OneForOne(Directive.Restart));
        child.Tell(Reporter.Props(CreateTestProbe(), "grandchild"));
        var grandchild = ExpectMsg<IActorRef>();
        Watch(grandchild);

        child.Tell(Boom);

        FishForMessage<Terminated>(terminated => terminated.ActorRef.Equals(grandchild));
    }

    [Fact]
    public void Stop_should_stop_the_failed_child_and_leave_its_siblings()
    {
        var (child, sibling) = TwoChildren(Supervisor.OneForOne(Directive.Stop));
        Watch(child);
        child.Tell(Boom);

        FishForMessage<Terminated>(terminated => terminated.ActorRef.Equals(child));
        sibling.Tell("alive");
        ExpectMsg("alive");
    }

    [Fact]
    public void Escalate_should_make_the_parent_fail_for_the_same_reason()
    {
        var top = Sys.ActorOf(Supervisor.Props(new OneForOneStrategy(e => e.Message == "boom" ? Directive.Stop : Directive.Resume)));
        top.Tell(Supervisor.OneForOne(Directive.Escalate));
        var middle = ExpectMsg<IActorRef>();
        middle.Tell(Reporter.Props(TestActor));
        var child = FishForMessage<IActorRef>(_ => true);
        Watch(middle);

        child.Tell(Boom);

        FishForMessage<Terminated>(terminated => terminated.ActorRef.Equals(middle));
        top.Tell("unharmed");
        ExpectMsg("unharmed");
    }

    [Fact]
    public void An_escalated_failure_that_is_resumed_should_go_on_everywhere()
    {
        var top = Sys.ActorOf(Supervisor.OneForOne(Directive.Resume));
        top.Tell(Supervisor.OneForOne(Directive.Escalate));
        var middle = ExpectMsg<IActorRef>();
        middle.Tell(Reporter.Props(CreateTestProbe()));
        var child = ExpectMsg<IActorRef>();
        child.Tell("one");
        ExpectMsg("one");

        child.Tell(Boom);
        child.Tell("count");
        ExpectMsg(1);
        middle.Tell("alive");
        ExpectMsg("alive");
    }

    [Fact]
    public void Failures_escalated_to_the_top_should_be_decided_there()
    {
        var middle = Sys.ActorOf(Supervisor.OneForOne(Directive.Escalate));
        middle.Tell(Reporter.Props(CreateTestProbe()));
        var child = ExpectMsg<IActorRef>();
        Watch(child);

        child.Tell(Boom);

        // The user guardian restarts the middle one, which stops its children.
        ExpectTerminated(child);
        middle.Tell("restarted");
        ExpectMsg("restarted");
    }

    [Fact]
    public void The_default_should_be_to_restart()
    {
        var actor = Sys.ActorOf(Reporter.Props(CreateTestProbe()));
        actor.Tell("one");
        actor.Tell(Boom);
        actor.Tell("count");

        ExpectMsg("one");
        ExpectMsg(0);
    }

    [Fact]
    public void The_stopping_strategy_should_stop()
    {
        var child = Child(Supervisor.Props(SupervisorStrategy.StoppingStrategy));
        Watch(child);
        child.Tell(Boom);

        FishForMessage<Terminated>(_ => true);
    }

    [Fact]
    public void A_throwing_constructor_should_stop_the_actor_under_the_default_strategy()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var parent = Sys.ActorOf(Supervisor.Props(SupervisorStrategy.DefaultStrategy));
        parent.Tell(Props.Create(() => new ThrowsAtFirst(new Countdown(int.MaxValue))));
        var messages = ReceiveN(2);
        var child = messages.OfType<IActorRef>().Single();

        Assert.IsType<ActorInitializationException>(messages.OfType<Error>().Single().Cause);
        Watch(child);
        ExpectTerminated(child);
    }

    [Fact]
    public void A_throwing_PreStart_should_be_a_failed_initialisation_too()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        Sys.ActorOf(Props.Create(() => new ThrowsInPreStart()));

        ExpectMsg<Error>(error => error.Cause is ActorInitializationException);
    }

    [Fact]
    public void A_throwing_constructor_should_be_tried_again_if_the_parent_says_restart()
    {
        var child = Child(Supervisor.OneForOne(Directive.Restart), Props.Create(() => new ThrowsAtFirst(new Countdown(2))), 0);
        child.Tell("at last");

        ExpectMsg("at last", Long);
    }

    [Fact]
    public void A_constructor_that_throws_at_the_restart_should_stop_the_actor()
    {
        var child = Child(Supervisor.Props(SupervisorStrategy.DefaultStrategy), Props.Create(() => new ThrowsAtSecond(new Countdown(1))), 0);
        Watch(child);
        child.Tell("fail");

        ExpectTerminated(child);
    }

    [Fact]
    public void A_child_should_be_stopped_after_too_many_restarts_within_the_window()
    {
        var child = Child(Supervisor.Props(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart)), Reporter.Props(CreateTestProbe()), 0);
        Watch(child);
        child.Tell(Boom);
        child.Tell(Boom);
        child.Tell("twice restarted");
        ExpectMsg("twice restarted");
        child.Tell(Boom);

        ExpectTerminated(child);
    }

    [Fact]
    public void Restarts_should_be_counted_anew_in_a_new_window()
    {
        var window = TimeSpan.FromMilliseconds(200);
        var child = Child(Supervisor.Props(new OneForOneStrategy(1, window, _ => Directive.Restart)), Reporter.Props(CreateTestProbe()), 0);
        Watch(child);
        for (var i = 0; i < 3; i++)
        {
            child.Tell(Boom);
            child.Tell(i);
            ExpectMsg(i);
            ExpectNoMsg(2 * window);
        }
    }

    [Fact]
    public void No_restarts_should_be_allowed_if_the_limit_is_zero()
    {
        var child = Child(Supervisor.Props(new OneForOneStrategy(0, TimeSpan.FromMinutes(1), _ => Directive.Restart)), Reporter.Props(CreateTestProbe()), 0);
        Watch(child);
        child.Tell(Boom);

        ExpectTerminated(child);
    }

    [Fact]
    public void A_strategy_should_be_able_to_tell_exceptions_apart()
    {
        var strategy = new OneForOneStrategy(e => e is ArithmeticException ? Directive.Resume : e is InvalidOperationException ? Directive.Restart : Directive.Stop);
        var child = Child(Supervisor.Props(strategy), Reporter.Props(CreateTestProbe()), 0);
        Watch(child);
        child.Tell("one");
        child.Tell(new ArithmeticException());
        child.Tell("count");
        child.Tell(Boom);
        child.Tell("count");
        child.Tell(new FormatException());

        Assert.Equal(["one", 1, 0], ReceiveN(3));
        ExpectTerminated(child);
    }

    [Fact]
    public void A_failed_child_should_handle_nothing_until_its_parent_has_decided()
    {
        using var gate = new ManualResetEventSlim();
        var strategy = new OneForOneStrategy(_ =>
        {
            TestActor.Tell("deciding");
            gate.Wait(Long);
            return Directive.Resume;
        });
        var child = Child(Supervisor.Props(strategy), Reporter.Props(CreateTestProbe()), 0);
        child.Tell(Boom);
        child.Tell("after the decision");

        ExpectMsg("deciding");
        ExpectNoMsg(Short);
        gate.Set();
        ExpectMsg("after the decision");
    }

    [Fact]
    public void The_message_that_failed_should_not_be_handled_again()
    {
        var attempts = 0;
        var actor = Spawn((message, context) =>
        {
            if (message is not "fail") context.Sender.Tell(attempts);
            else if (++attempts > 0) throw Boom;
        });
        actor.Tell("fail");
        actor.Tell("how often?");

        ExpectMsg(1);
    }

    [Fact]
    public void Behaviours_should_be_reset_by_a_restart()
    {
        var actor = Spawn((message, context) =>
        {
            if (message is "change") context.BecomeStacked(m => { if (m is "fail") throw Boom; });
            else context.Sender.Tell(message);
        });
        actor.Tell("change");
        actor.Tell("lost in the other behaviour");
        actor.Tell("fail");
        actor.Tell("as at first");

        ExpectMsg("as at first");
    }

    private void Mute(Action action) => EventFilter.Exception<InvalidOperationException>().Mute(action);

    private IActorRef Child(Props parent) => Child(parent, Reporter.Props(TestActor), 2);

    private IActorRef Child(Props parent, Props child, int reports)
    {
        Sys.ActorOf(parent).Tell(child);
        return ReceiveN(1 + reports).OfType<IActorRef>().Single();
    }

    private (IActorRef Child, IActorRef Sibling) TwoChildren(Props parentProps)
    {
        var parent = Sys.ActorOf(parentProps);
        parent.Tell(Reporter.Props(CreateTestProbe(), "child"));
        parent.Tell(Reporter.Props(CreateTestProbe(), "sibling"));
        return (ExpectMsg<IActorRef>(), ExpectMsg<IActorRef>());
    }

    private sealed class Countdown(int from)
    {
        private int _left = from;

        public bool Next() => Interlocked.Decrement(ref _left) >= 0;
    }

    private sealed class ThrowsAtFirst : UntypedActor
    {
        public ThrowsAtFirst(Countdown countdown)
        {
            if (countdown.Next()) throw new FormatException("not yet");
        }

        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class ThrowsAtSecond : UntypedActor
    {
        public ThrowsAtSecond(Countdown countdown)
        {
            if (!countdown.Next()) throw new FormatException("not again");
        }

        protected override void OnReceive(object message) => throw Boom;
    }

    private sealed class ThrowsInPreStart : UntypedActor
    {
        protected override void PreStart() => throw Boom;

        protected override void OnReceive(object message) { }
    }
}
