using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Events;

public sealed class DeadLettersTests() : Spec("akka.loglevel = INFO\nakka.log-dead-letters = 3")
{
    [Fact]
    public void A_message_to_a_stopped_actor_should_be_published_with_sender_and_recipient()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = SpawnEcho();
        StopAndAwait(actor);
        actor.Tell("too late");

        ExpectMsg<DeadLetter>(letter => Equals(letter.Message, "too late") && letter.Sender.Equals(TestActor) && letter.Recipient.Equals(actor));
    }

    [Fact]
    public void A_message_told_to_the_dead_letters_should_be_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.DeadLetters.Tell("nobody's", ActorRefs.NoSender);

        ExpectMsg<DeadLetter>(letter => Equals(letter.Message, "nobody's") && letter.Sender.Equals(Sys.DeadLetters));
    }

    [Fact]
    public void Every_message_told_while_an_actor_stops_should_be_handled_or_a_dead_letter()
    {
        const int count = 2_000;
        var handled = 0;
        var letters = 0;
        var counter = Spawn((message, context) =>
        {
            if (message is DeadLetter { Message: "work" }) letters++;
            else if (message is "sum") context.Sender.Tell(handled + letters);
        });
        Sys.EventStream.Subscribe(counter, typeof(DeadLetter));
        var worker = Spawn((_, _) => handled++);
        var telling = Task.Run(() =>
        {
            for (var i = 0; i < count; i++) worker.Tell("work", ActorRefs.NoSender);
        });
        Sys.Stop(worker);

        AwaitAssert(() =>
        {
            counter.Tell("sum");
            ExpectMsg(count);
        }, Long);
        Assert.True(telling.IsCompletedSuccessfully);
    }

    [Fact]
    public void Suppressed_dead_letters_should_be_published_apart()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.EventStream.Subscribe(TestActor, typeof(SuppressedDeadLetter));
        var actor = SpawnEcho();
        StopAndAwait(actor);
        actor.Tell(new NoNews());
        actor.Tell("news");

        ExpectMsg<SuppressedDeadLetter>(letter => letter.Message is NoNews);
        ExpectMsg<DeadLetter>(letter => letter.Message is "news");
    }

    [Fact]
    public void All_kinds_of_dead_letters_should_have_one_base()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        var actor = SpawnEcho();
        StopAndAwait(actor);
        actor.Tell("news");
        actor.Tell(new NoNews());

        Assert.Equal(["news", new NoNews()], ReceiveN(2).Cast<AllDeadLetters>().Select(letter => letter.Message));
    }

    [Fact]
    public void Dead_letters_should_be_logged_up_to_the_configured_number()
    {
        var actor = SpawnEcho();
        StopAndAwait(actor);
        EventFilter.Info(contains: "was not delivered").Expect(3, TimeSpan.FromSeconds(1), () =>
        {
            for (var i = 0; i < 10; i++) actor.Tell(i);
        });
    }

    [Fact]
    public void Unhandled_messages_should_be_logged_among_them()
    {
        // Akka.NET's listener is an actor that subscribes when it gets round to it: what comes before may not be logged.
        var actor = Sys.ActorOf(Props.Create(() => new HandlesNothing()));
        AwaitAssert(() => EventFilter.Info(contains: "was unhandled").ExpectOne(TimeSpan.FromSeconds(1), () => actor.Tell("what?")), Long);
    }

    [Fact]
    public void Nobody_should_swallow_without_a_trace()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        ActorRefs.Nobody.Tell("gone", ActorRefs.NoSender);
        Sys.DeadLetters.Tell("fence", ActorRefs.NoSender);

        ExpectMsg<DeadLetter>(letter => letter.Message is "fence");
    }

    private sealed record NoNews : IDeadLetterSuppression;

    private sealed class HandlesNothing : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
