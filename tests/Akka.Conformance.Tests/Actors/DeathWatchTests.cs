using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class DeathWatchTests : Spec
{
    [Fact]
    public void The_death_of_a_watched_actor_should_be_reported_once()
    {
        var actor = SpawnEcho();
        var watcher = SpawnWatcher();
        watcher.Tell(actor);
        watcher.Tell(actor);
        ReceiveN(2);
        Sys.Stop(actor);

        ExpectMsg(new Gone(actor, true));
        ExpectNoMsg(Short);
    }

    [Fact]
    public void Watching_the_already_dead_should_be_answered_at_once()
    {
        var actor = SpawnEcho();
        StopAndAwait(actor);
        SpawnWatcher().Tell(actor);

        ExpectMsg("watching");
        ExpectMsg<Gone>(gone => gone.Actor.Equals(actor));
    }

    [Fact]
    public void All_watchers_should_be_told()
    {
        var actor = SpawnEcho();
        var probes = Enumerable.Range(0, 10).Select(_ => CreateTestProbe()).ToList();
        foreach (var probe in probes) probe.Watch(actor);
        Sys.Stop(actor);

        foreach (var probe in probes) probe.ExpectTerminated(actor);
    }

    [Fact]
    public void Nothing_should_be_reported_after_Unwatch()
    {
        var actor = SpawnEcho();
        var watcher = SpawnWatcher();
        watcher.Tell(actor);
        watcher.Tell("unwatch");
        ReceiveN(2);
        StopAndAwait(actor);

        ExpectNoMsg(Short);
    }

    [Fact]
    public void Unwatch_should_discard_a_report_that_is_in_the_mailbox_already()
    {
        var actor = SpawnEcho();
        using var gate = new ManualResetEventSlim();
        var watcher = Spawn((message, context) =>
        {
            switch (message)
            {
                case IActorRef subject:
                    context.Watch(subject);
                    context.Sender.Tell("watching");
                    gate.Wait(Long);
                    context.Unwatch(subject);
                    break;
                default:
                    context.Sender.Tell(message);
                    break;
            }
        });
        watcher.Tell(actor);
        ExpectMsg("watching");
        StopAndAwait(actor);
        gate.Set();
        watcher.Tell("fence");

        ExpectMsg("fence");
    }

    [Fact]
    public void A_death_that_is_not_handled_should_be_a_failure_of_the_watcher()
    {
        var actor = SpawnEcho();
        var watcher = Sys.ActorOf(Props.Create(() => new WatchesButDoesNotListen()));
        Watch(watcher);
        watcher.Tell(actor);
        ExpectMsg("watching");

        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(actor));

        ExpectTerminated(watcher);
    }

    [Fact]
    public void A_parent_should_hear_of_its_childs_death_once_if_it_watches()
    {
        var parent = Spawn((message, context) =>
        {
            if (message is Props props) context.Sender.Tell(context.Watch(context.ActorOf(props)));
            else if (message is Terminated terminated) TestActor.Tell((terminated.ActorRef, context.GetChildren().Count()));
        });
        parent.Tell(Handler.Props((_, _) => { }));
        var child = ExpectMsg<IActorRef>();
        Sys.Stop(child);

        ExpectMsg((child, 0));
        ExpectNoMsg(Short);
    }

    [Fact]
    public void Terminated_without_a_watch_should_be_discarded()
    {
        var actor = SpawnEcho();
        actor.Tell(new Terminated(SpawnEcho(), true, false));
        actor.Tell("fence");

        ExpectMsg("fence");
    }

    [Fact]
    public void The_messages_of_the_dead_should_arrive_before_the_report()
    {
        var watcher = SpawnWatcher();
        var actor = Spawn((message, context) =>
        {
            for (var i = 0; i < 100; i++) watcher.Tell(i, TestActor);
            context.Stop(context.Self);
        });
        watcher.Tell(actor);
        ExpectMsg("watching");
        actor.Tell("go");

        Assert.Equal(Enumerable.Range(0, 100).Cast<object>(), ReceiveN(100));
        ExpectMsg<Gone>();
    }

    [Fact]
    public void A_watch_should_survive_the_restart_of_the_watched()
    {
        var actor = Sys.ActorOf(Reporter.Props(CreateTestProbe()));
        Watch(actor);
        actor.Tell(new InvalidOperationException("restart"));
        actor.Tell("alive");
        ExpectMsg("alive");
        Sys.Stop(actor);

        ExpectTerminated(actor);
    }

    [Fact]
    public void A_system_should_tell_of_all_deaths_under_load()
    {
        const int count = 2_000;
        var actors = Enumerable.Range(0, count).Select(_ => SpawnEcho()).ToList();
        var left = count;
        var watcher = Spawn((message, context) =>
        {
            if (message is IActorRef subject) context.Watch(subject);
            else if (message is Terminated && --left == 0) TestActor.Tell("all gone");
        });
        foreach (var actor in actors)
        {
            watcher.Tell(actor);
            Sys.Stop(actor);
        }

        ExpectMsg("all gone", Long);
    }

    [Fact]
    public void The_report_of_a_death_should_be_no_dead_letter_worth_telling()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        using var gate = new ManualResetEventSlim();
        var watched = SpawnEcho();
        var watcher = Spawn((message, context) =>
        {
            context.Watch(watched);
            context.Sender.Tell("watching");
            gate.Wait(Long);
            context.Stop(context.Self);
        });
        Watch(watcher);
        watcher.Tell("go");
        ExpectMsg("watching");
        StopAndAwait(watched);
        gate.Set();

        ExpectTerminated(watcher);
        ExpectNoMsg(Short);
    }

    private IActorRef SpawnWatcher()
    {
        IActorRef? watched = null;
        return Spawn((message, context) =>
        {
            switch (message)
            {
                case IActorRef subject:
                    watched = context.Watch(subject);
                    context.Sender.Tell("watching");
                    break;
                case "unwatch":
                    context.Unwatch(watched!);
                    context.Sender.Tell("unwatched");
                    break;
                case Terminated terminated:
                    TestActor.Tell(new Gone(terminated.ActorRef, terminated.ExistenceConfirmed));
                    break;
                default:
                    TestActor.Tell(message);
                    break;
            }
        });
    }

    private sealed record Gone(IActorRef Actor, bool ExistenceConfirmed);

    private sealed class WatchesButDoesNotListen : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is not IActorRef subject)
            {
                Unhandled(message);
                return;
            }

            Context.Watch(subject);
            Sender.Tell("watching");
        }
    }
}
