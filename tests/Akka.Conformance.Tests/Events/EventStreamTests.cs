using Xunit;

namespace Akka.Conformance.Tests.Events;

public sealed class EventStreamTests : Spec
{
    [Fact]
    public void Subscribers_should_get_events_of_their_type_its_subclasses_and_implementations()
    {
        var (byClass, byBase, byInterface) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(byClass, typeof(Dog));
        Sys.EventStream.Subscribe(byBase, typeof(Animal));
        Sys.EventStream.Subscribe(byInterface, typeof(INoisy));
        Sys.EventStream.Publish(new Dog("Rex"));
        Sys.EventStream.Publish(new Fish("Wanda"));

        byClass.ExpectMsg(new Dog("Rex"));
        Assert.Equal([new Dog("Rex"), new Fish("Wanda")], byBase.ReceiveN(2));
        byInterface.ExpectMsg(new Dog("Rex"));
        byClass.ExpectNoMsg(TimeSpan.Zero);
        byInterface.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void An_event_should_arrive_once_however_many_subscriptions_fit()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Publish(new Dog("Rex"));
        Sys.EventStream.Publish(new Fish("Wanda"));

        ExpectMsg(new Dog("Rex"));
        ExpectMsg(new Fish("Wanda"));
    }

    [Fact]
    public void A_subscription_should_say_whether_it_is_new()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Dog)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Dog)));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Dog)));
        Assert.False(Sys.EventStream.Unsubscribe(TestActor, typeof(Dog)));
    }

    [Fact]
    public void Unsubscribing_from_one_type_should_leave_the_others()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        Sys.EventStream.Subscribe(TestActor, typeof(Fish));
        Sys.EventStream.Unsubscribe(TestActor, typeof(Dog));
        Sys.EventStream.Publish(new Dog("Rex"));
        Sys.EventStream.Publish(new Fish("Wanda"));

        ExpectMsg(new Fish("Wanda"));
    }

    [Fact]
    public void Unsubscribing_from_everything_should_leave_nothing()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe, typeof(Dog));
        Sys.EventStream.Subscribe(probe, typeof(Fish));
        Assert.True(Sys.EventStream.Unsubscribe(probe));
        Sys.EventStream.Publish(new Dog("Rex"));
        Sys.EventStream.Publish(new Fish("Wanda"));

        probe.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_subscriber_that_has_terminated_should_be_forgotten()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters, typeof(Event.DeadLetter));
        var actor = SpawnEcho();
        Sys.EventStream.Subscribe(actor, typeof(Dog));
        StopAndAwait(actor);

        // The stream hears of the death as any watcher does: soon.
        AwaitCondition(() =>
        {
            Sys.EventStream.Publish(new Dog("Rex"));
            return letters.ReceiveOne(TimeSpan.FromMilliseconds(50)) is null;
        });
        Assert.True(Sys.EventStream.Subscribe(actor, typeof(Dog)));
    }

    [Fact]
    public async Task Events_of_one_publisher_should_arrive_in_order_while_others_come_and_go()
    {
        const int count = 2_000;
        Sys.EventStream.Subscribe(TestActor, typeof(Numbered));
        var churn = Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                // One that answers nothing: the test itself is the sender of what it publishes.
                var other = Spawn(static (_, _) => { });
                Sys.EventStream.Subscribe(other, typeof(Numbered));
                Sys.EventStream.Unsubscribe(other);
            }
        });
        for (var i = 0; i < count; i++) Sys.EventStream.Publish(new Numbered(i));
        await churn;

        Assert.Equal(Enumerable.Range(0, count), ReceiveN(count, Long).Cast<Numbered>().Select(n => n.Number));
    }

    [Fact]
    public void The_actor_that_publishes_should_be_the_sender()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        var publisher = Spawn(static (message, context) => context.System.EventStream.Publish(message));
        publisher.Tell(new Dog("Rex"), TestActor);

        ExpectMsg<Dog>();
        Assert.Equal(publisher, LastSender);
    }

    private interface INoisy;

    private abstract record Animal(string Name);

    private sealed record Dog(string Name) : Animal(Name), INoisy;

    private sealed record Fish(string Name) : Animal(Name);

    private sealed record Numbered(int Number);
}
