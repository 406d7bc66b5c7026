using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class OrderingTests : Spec
{
    [Fact]
    public void Messages_of_one_sender_should_arrive_in_the_order_in_which_they_were_sent()
    {
        const int count = 20_000;
        var inOrder = 0;
        var receiver = Spawn((message, context) =>
        {
            if (message is int number && number == inOrder) inOrder++;
            else context.Sender.Tell(inOrder);
        });

        for (var i = 0; i < count; i++) receiver.Tell(i);
        receiver.Tell("how many?");

        ExpectMsg(count, Long);
    }

    [Fact]
    public async Task Each_of_several_senders_should_have_its_own_order_kept()
    {
        const int senders = 4, count = 5_000;
        var next = new int[senders];
        var receiver = Spawn((message, context) =>
        {
            if (message is (int sender, int number)) next[sender] = number == next[sender] ? number + 1 : int.MinValue;
            else context.Sender.Tell(next.ToArray());
        });

        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < count; i++) receiver.Tell((sender, i), ActorRefs.NoSender);
        })));

        Assert.Equal(Enumerable.Repeat(count, senders), await receiver.Ask<int[]>("how many?", Long));
    }

    [Fact]
    public async Task An_actor_should_handle_one_message_at_a_time_and_see_what_the_last_one_wrote()
    {
        const int senders = 4, count = 5_000;
        var (inside, total, overlaps) = (0, 0, 0);
        var receiver = Spawn((message, context) =>
        {
            if (Interlocked.Exchange(ref inside, 1) != 0) overlaps++;
            if (message is "total") context.Sender.Tell((total, overlaps));
            else total++;
            Volatile.Write(ref inside, 0);
        });

        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < count; i++) receiver.Tell("one", ActorRefs.NoSender);
        })));

        Assert.Equal((senders * count, 0), await receiver.Ask<(int, int)>("total", Long));
    }

    [Fact]
    public void An_actor_that_always_has_work_should_not_keep_others_from_theirs()
    {
        var busy = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Spawn((message, context) => context.Self.Tell(message))).ToList();
        foreach (var actor in busy) actor.Tell("go on");

        SpawnEcho().Tell("me too");

        ExpectMsg("me too", Long);
    }

    [Fact]
    public void A_chain_of_actors_should_hand_messages_on_in_order()
    {
        var last = TestActor;
        for (var i = 0; i < 20; i++)
        {
            var next = last;
            last = Spawn((message, _) => next.Tell(message));
        }

        for (var i = 0; i < 500; i++) last.Tell(i);

        Assert.Equal(Enumerable.Range(0, 500), ReceiveN(500, Long).Cast<int>());
    }
}
