using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class LifecycleTests : Spec
{
    [Fact]
    public void An_actor_should_be_constructed_and_started_before_its_first_message_and_stopped_after_its_last()
    {
        var actor = Sys.ActorOf(Reporter.Props(TestActor));
        actor.Tell("work");
        Assert.Equal(["it constructed", "it PreStart", "work"], ReceiveN(3));

        actor.Tell("more");
        actor.Tell(PoisonPill.Instance);
        Assert.Equal(["more", "it PostStop"], ReceiveN(2));
    }

    [Fact]
    public void Stop_should_let_the_current_message_end_and_send_the_rest_to_the_dead_letters()
    {
        using var gate = new ManualResetEventSlim();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var parent = Spawn((message, context) =>
        {
            if (message is Props props) context.ActorOf(props, "child");
            else context.Stop(context.Child("child"));
            context.Sender.Tell(context.Child("child"));
        });
        parent.Tell(Handler.Props((message, context) =>
        {
            gate.Wait(Long);
            context.Sender.Tell(message);
        }));
        var child = ExpectMsg<IActorRef>();

        child.Tell("current");
        child.Tell("left over 1");
        child.Tell("left over 2");
        parent.Tell("stop it");
        ExpectMsg(child);
        gate.Set();

        // Whether the stop meets the first message under way or before its start is open; what follows is not.
        var messages = new List<string>();
        while (messages is not [.., "dead: left over 2"])
            messages.Add(ExpectMsg<object>() is DeadLetter letter ? $"dead: {letter.Message}" : "handled");
        Assert.True(messages is ["handled" or "dead: current", "dead: left over 1", "dead: left over 2"], string.Join(", ", messages));
    }

    [Fact]
    public void Poison_should_wait_for_its_turn()
    {
        var actor = SpawnEcho();
        Watch(actor);
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(3);

        ExpectMsg(1);
        ExpectMsg(2);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Kill_should_be_a_failure_that_stops_the_actor()
    {
        var actor = SpawnEcho();
        Watch(actor);
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));
        ExpectTerminated(actor);
    }

    [Fact]
    public void Children_should_have_stopped_before_their_parents_PostStop()
    {
        var parent = Sys.ActorOf(Reporter.Props(TestActor, "parent"));
        ReceiveN(2);
        parent.Tell(Reporter.Props(TestActor, "child"));
        var child = FishForMessage<IActorRef>(_ => true);
        child.Tell(Reporter.Props(TestActor, "grandchild"));
        FishForMessage<IActorRef>(_ => true);
        child.Tell("fence");
        FishForMessage<string>(message => message == "fence");

        Sys.Stop(parent);

        Assert.Equal(["grandchild PostStop", "child PostStop", "parent PostStop"], ReceiveN(3).Cast<string>().Where(s => s.EndsWith("PostStop")));
    }

    [Fact]
    public void An_actor_should_be_able_to_stop_itself_and_its_children()
    {
        var parent = Spawn((message, context) =>
        {
            if (message is Props props) context.Sender.Tell(context.ActorOf(props, "child"));
            else if (message is "stop child") context.Stop(context.Child("child"));
            else context.Stop(context.Self);
        });
        parent.Tell(Handler.Props((_, _) => { }));
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        Watch(parent);

        parent.Tell("stop child");
        ExpectTerminated(child);
        parent.Tell("stop yourself");
        ExpectTerminated(parent);
    }

    [Fact]
    public void An_actor_with_many_children_should_stop_all_of_them_with_itself()
    {
        const int count = 1_000;
        var stopped = 0;
        var parent = Spawn((message, context) =>
        {
            for (var i = 0; i < count; i++) context.ActorOf(Props.Create(() => new CountsItsEnd(() => Interlocked.Increment(ref stopped))));
            context.Sender.Tell(message);
        });
        parent.Tell("ready");
        ExpectMsg("ready", Long);

        StopAndAwait(parent);

        Assert.Equal(count, stopped);
    }

    [Fact]
    public async Task GracefulStop_should_return_true_when_the_actor_is_gone()
    {
        var actor = Sys.ActorOf(Reporter.Props(TestActor));
        ReceiveN(2);

        Assert.True(await actor.GracefulStop(Long));

        ExpectMsg("it PostStop");
        Assert.True(await actor.GracefulStop(Long), "also of one that is gone already");
    }

    [Fact]
    public async Task GracefulStop_should_return_false_when_the_actor_takes_too_long()
    {
        var gate = new ManualResetEventSlim();
        var actor = Spawn((_, _) => gate.Wait(Long));
        actor.Tell("wait");

        Assert.False(await actor.GracefulStop(Short));
        gate.Set();
    }

    [Fact]
    public void Disposable_actors_should_be_disposed_after_PostStop()
    {
        var actor = Sys.ActorOf(Props.Create(() => new DisposableActor(TestActor)));
        Sys.Stop(actor);

        Assert.Equal(["PostStop", "Dispose"], ReceiveN(2));
    }

    [Fact]
    public void A_failing_PostStop_should_not_keep_the_actor_alive()
    {
        Action fail = () => throw new InvalidOperationException("in PostStop");
        var actor = Sys.ActorOf(Props.Create(() => new CountsItsEnd(fail)));
        Watch(actor);
        EventFilter.Exception<InvalidOperationException>("in PostStop").ExpectOne(() => Sys.Stop(actor));
        ExpectTerminated(actor);
    }

    private sealed class CountsItsEnd(Action atEnd) : UntypedActor
    {
        protected override void OnReceive(object message) { }

        protected override void PostStop() => atEnd();
    }

    private sealed class DisposableActor(IActorRef probe) : UntypedActor, IDisposable
    {
        public void Dispose() => probe.Tell("Dispose");

        protected override void OnReceive(object message) { }

        protected override void PostStop() => probe.Tell("PostStop");
    }
}
