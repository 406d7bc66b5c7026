using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class MessagesTests : Spec
{
    [Fact]
    public void The_actor_that_tells_should_be_the_sender()
    {
        var teller = Spawn((message, context) => TestActor.Tell(message));
        teller.Tell("hello", ActorRefs.NoSender);

        ExpectMsgFrom(teller, "hello");
    }

    [Fact]
    public void Forward_should_keep_the_original_sender()
    {
        var echo = SpawnEcho();
        var relay = Spawn((message, _) => echo.Forward(message));
        relay.Tell("hello");

        ExpectMsgFrom(echo, "hello");
    }

    [Fact]
    public void Without_a_sender_the_receiver_should_see_the_dead_letters()
    {
        var actor = Spawn((_, context) => TestActor.Tell(context.Sender.Equals(context.System.DeadLetters)));
        actor.Tell("hello", ActorRefs.NoSender);

        ExpectMsg(true);
    }

    [Fact]
    public void Null_should_be_no_message()
    {
        var actor = SpawnEcho();
        actor.Tell("started");
        ExpectMsg("started");

        Assert.Throws<ArgumentNullException>(() => actor.Tell(null!));
    }

    [Fact]
    public void Unhandled_messages_should_be_published_with_sender_and_recipient()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new HandlesNothing()));
        actor.Tell("what?");

        ExpectMsg<UnhandledMessage>(unhandled =>
            Equals(unhandled.Message, "what?") && Equals(unhandled.Sender, TestActor) && Equals(unhandled.Recipient, actor));
    }

    [Fact]
    public void Context_should_not_be_there_outside_of_an_actors_turn()
    {
        var actor = Sys.ActorOf(Props.Create(() => new LendsItsContext()));
        actor.Tell("what is your context?");

        ExpectMsg<NotSupportedException>();
    }

    private sealed class HandlesNothing : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class LendsItsContext : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var asker = Sender;
            new Thread(() =>
            {
                try
                {
                    asker.Tell(Context.Parent, ActorRefs.NoSender);
                }
                catch (NotSupportedException e)
                {
                    asker.Tell(e, ActorRefs.NoSender);
                }
            }).Start();
        }
    }
}
