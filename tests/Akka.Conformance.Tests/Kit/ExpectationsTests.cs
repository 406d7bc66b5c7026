using Akka.Actor;
using Xunit;
using Xunit.Sdk;

namespace Akka.Conformance.Tests.Kit;

public sealed class ExpectationsTests : Spec
{
    [Fact]
    public void ExpectMsg_should_take_the_next_message_and_check_it()
    {
        foreach (var message in new object[] { "one", 2, "three", 4, 5 }) TestActor.Tell(message);

        Assert.Equal("one", ExpectMsg<string>());
        ExpectMsg(2);
        ExpectMsg<string>(text => text.Length == 5);
        ExpectMsg<int>(number => Assert.Equal(4, number));
        ExpectMsg<int>((number, sender) => number == 5 && sender.Equals(TestActor));
        Assert.Equal(5, LastMessage);
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task The_asynchronous_expectations_should_do_the_same()
    {
        foreach (var message in new object[] { "one", 2, "three" }) TestActor.Tell(message);

        Assert.Equal("one", await ExpectMsgAsync<string>());
        await ExpectMsgAsync(2);
        Assert.Equal("three", await FishForMessageAsync<string>(_ => true));
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public void A_wrong_type_value_or_silence_should_fail_the_test()
    {
        TestActor.Tell("one");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>());
        TestActor.Tell("one");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg("two"));
        TestActor.Tell("one");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(text => text.Length == 2));
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(TimeSpan.FromMilliseconds(50)));
        TestActor.Tell("unexpected");
        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void Messages_should_be_received_by_number_and_fished_for()
    {
        for (var i = 0; i < 10; i++) TestActor.Tell(i);

        Assert.Equal([0, 1, 2], ReceiveN(3));
        Assert.Equal(6, FishForMessage<int>(i => i > 5));
        Assert.Equal(7, ReceiveOne(TimeSpan.FromSeconds(1)));
        Assert.ThrowsAny<XunitException>(() => ReceiveN(3, TimeSpan.FromMilliseconds(50)));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
    }

    [Fact]
    public void Several_messages_should_be_expected_in_any_order()
    {
        foreach (var message in new[] { "b", "c", "a" }) TestActor.Tell(message);
        ExpectMsgAllOf("a", "b", "c");

        foreach (var message in new[] { "b", "x" }) TestActor.Tell(message);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf("a", "b"));
    }

    [Fact]
    public void Ignored_messages_should_not_be_seen()
    {
        IgnoreMessages(message => message is int);
        TestActor.Tell(1);
        TestActor.Tell("one");
        ExpectMsg("one");

        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void The_test_actor_should_be_the_sender_of_what_a_test_tells()
    {
        SpawnEcho().Tell("hello");
        ExpectMsg("hello");
    }

    [Fact]
    public async Task The_test_actor_should_be_the_sender_after_an_await_too()
    {
        await Task.Yield();
        SpawnEcho().Tell("hello");
        await ExpectMsgAsync("hello");
        SpawnEcho().Tell("again");
        ExpectMsg("again");
    }

    [Fact]
    public void A_watched_actor_should_be_reported_and_an_unwatched_one_not()
    {
        var (first, second) = (SpawnEcho(), SpawnEcho());
        Assert.Equal(first, Watch(first));
        Watch(second);
        Unwatch(second);
        Sys.Stop(second);
        Sys.Stop(first);

        ExpectTerminated(first);
        ExpectNoMsg(Short);
    }

    [Fact]
    public void A_probe_should_have_a_queue_of_its_own_send_reply_and_forward()
    {
        var (client, server, backend) = (CreateTestProbe("client"), CreateTestProbe(), CreateTestProbe());
        client.Send(server, "request");
        server.ExpectMsg("request");
        Assert.Equal(client.Ref, server.LastSender);
        Assert.Equal(client.Ref, server.Sender);
        server.Forward(backend);
        backend.ExpectMsg("request");
        backend.Reply("answer");

        client.ExpectMsgFrom(backend, "answer");
        ExpectNoMsg(TimeSpan.Zero);
        Assert.Contains("client", client.Ref.Path.ToString());
    }

    [Fact]
    public void A_probe_should_be_a_reference()
    {
        var probe = CreateTestProbe();
        IActorRef reference = probe;
        reference.Tell("hello");
        probe.ExpectMsg("hello");

        var forwards = Spawn((message, _) => reference.Forward(message));
        forwards.Tell("via");
        probe.ExpectMsg("via");
        Assert.Equal(TestActor, probe.LastSender);
    }

    [Fact]
    public void AwaitAssert_and_AwaitCondition_should_wait_until_it_holds_and_fail_if_it_never_does()
    {
        var attempts = 0;
        AwaitAssert(() => Assert.True(++attempts > 2), interval: TimeSpan.FromMilliseconds(10));
        Assert.Equal(3, attempts);
        AwaitCondition(() => ++attempts > 5, TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(10));

        Assert.ThrowsAny<XunitException>(() => AwaitAssert(() => Assert.True(false), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10)));
        Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10)));
        Assert.False(AwaitConditionNoThrow(() => false, TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task Their_asynchronous_twins_should_do_the_same()
    {
        var attempts = 0;
        await AwaitAssertAsync(() => Assert.True(++attempts > 2), interval: TimeSpan.FromMilliseconds(10));
        await AwaitConditionAsync(() => Task.FromResult(++attempts > 5), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(10));
        await Assert.ThrowsAnyAsync<XunitException>(() => AwaitConditionAsync(() => Task.FromResult(false), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void Within_should_limit_the_time_of_a_block_and_of_the_expectations_in_it()
    {
        Within(TimeSpan.FromSeconds(3), () =>
        {
            TestActor.Tell("quick");
            ExpectMsg("quick");
            Assert.InRange(Remaining, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        });

        Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromMilliseconds(100), () => ExpectMsg("never")));
        Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), () => { }));
    }

    [Fact]
    public void Times_should_be_stretched_by_the_configured_factor()
    {
        using var system = ActorSystem.Create("slow", "akka.test.timefactor = 2.0\nakka.stdout-loglevel = OFF");
        using var kit = new TestKit.Xunit2.TestKit(system);

        Assert.Equal(TimeSpan.FromSeconds(2), kit.Dilated(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_kit_should_terminate_its_system_when_it_is_disposed()
    {
        var kit = new TestKit.Xunit2.TestKit("akka.stdout-loglevel = OFF");
        var system = kit.Sys;
        kit.Dispose();

        Assert.True(system.WhenTerminated.IsCompleted);
    }
}
