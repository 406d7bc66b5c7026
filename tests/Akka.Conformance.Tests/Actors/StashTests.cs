using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class StashTests : Spec
{
    [Fact]
    public void Stashed_messages_should_come_back_in_order_before_all_others_and_with_their_senders()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Protocol(TestActor)));
        foreach (var message in new object[] { 1, 2, 3, "open", 4 }) actor.Tell(message);

        Assert.Equal([1, 2, 3, 4], ReceiveN(4));
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void Unstashed_messages_should_overtake_those_in_the_mailbox()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Protocol(TestActor)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(gate);
        actor.Tell("open");
        actor.Tell(3);
        gate.Set();

        Assert.Equal([1, 2, 3], ReceiveN(3));
    }

    [Fact]
    public void Unstash_should_bring_back_one_message_the_oldest()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Protocol(TestActor)));
        foreach (var message in new object[] { 1, 2, "one" }) actor.Tell(message);

        ExpectMsg(1);
        ExpectNoMsg(Short);
        actor.Tell("one");
        ExpectMsg(2);
    }

    [Fact]
    public void A_message_should_not_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Protocol(TestActor)));
        actor.Tell("stash twice");

        ExpectMsg<IllegalActorStateException>();
    }

    [Fact]
    public void The_same_message_should_be_stashable_again_when_it_comes_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Protocol(TestActor)));
        foreach (var message in new object[] { 1, "one, please", "open" }) actor.Tell(message);

        ExpectMsg(1);
    }

    [Fact]
    public void A_restart_should_put_stashed_messages_back_into_the_mailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Protocol(TestActor)));
        foreach (var message in new object[] { 1, 2, "fail", "open" }) actor.Tell(message);

        Assert.Equal([1, 2], ReceiveN(2));
    }

    [Fact]
    public void A_stop_should_send_stashed_messages_to_the_dead_letters()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Protocol(TestActor)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("count");
        ExpectMsg(2);
        StopAndAwait(actor);

        Assert.Equal([1, 2], letters.ReceiveN(2).Cast<DeadLetter>().Select(letter => letter.Message));
    }

    private sealed class Protocol(IActorRef probe) : UntypedActor, IWithStash
    {
        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "open":
                    Become(Open);
                    Stash.UnstashAll();
                    break;
                case "one":
                    BecomeStacked(OpenForOne);
                    Stash.Unstash();
                    break;
                case "one, please":
                    Stash.Unstash();
                    break;
                case "count":
                    Sender.Tell(Stash.Count);
                    break;
                case "fail":
                    throw new InvalidOperationException("restart");
                case "stash twice":
                    Stash.Stash();
                    Sender.Tell(Assert.Throws<IllegalActorStateException>(Stash.Stash));
                    break;
                case ManualResetEventSlim gate:
                    gate.Wait(Long);
                    break;
                default:
                    Stash.Stash();
                    break;
            }
        }

        private void Open(object message) => Sender.Tell(message);

        private void OpenForOne(object message)
        {
            probe.Tell(message);
            UnbecomeStacked();
        }
    }
}
