using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Xunit;
using Xunit.Sdk;

namespace Akka.Conformance.Tests.Kit;

public sealed class EventFilterTests() : Spec("akka.loglevel = DEBUG\nakka.test.filter-leeway = 2s")
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void Each_level_should_have_its_filter()
    {
        EventFilter.Debug("hello").ExpectOne(() => Sys.Log.Debug("hello"));
        EventFilter.Info(start: "hel").ExpectOne(() => Sys.Log.Info("hello"));
        EventFilter.Warning(contains: "ell").ExpectOne(() => Sys.Log.Warning("hello"));
        EventFilter.Error(new Regex("^h.*o$")).ExpectOne(() => Sys.Log.Error("hello"));
    }

    [Fact]
    public void Several_events_should_be_counted()
    {
        EventFilter.Info("hello").Expect(3, () =>
        {
            for (var i = 0; i < 3; i++) Sys.Log.Info("hello");
            Sys.Log.Info("something else");
            Sys.Log.Warning("hello");
        });
    }

    [Fact]
    public void Too_few_or_too_many_events_should_fail_the_test()
    {
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("hello").ExpectOne(Brief, () => { }));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("hello").Expect(1, Brief, () =>
        {
            for (var i = 0; i < 3; i++) Sys.Log.Info("hello");
            var fence = CreateTestProbe();
            Sys.EventStream.Subscribe(fence, typeof(Warning));
            Sys.Log.Warning("fence");
            fence.ExpectMsg<Warning>();
        }));
    }

    [Fact]
    public void Exceptions_should_be_picked_by_type_and_message()
    {
        var actor = Spawn((message, _) => throw (Exception)message);
        EventFilter.Exception<FormatException>().ExpectOne(() => actor.Tell(new FormatException("no")));
        EventFilter.Exception<Exception>("no").ExpectOne(() => actor.Tell(new FormatException("no")));
        EventFilter.Exception<FormatException>(contains: "better").ExpectOne(() =>
        {
            actor.Tell(new FormatException("no"));
            actor.Tell(new FormatException("no better"));
        });
    }

    [Fact]
    public void The_source_should_be_the_path_with_or_without_the_system()
    {
        var actor = Spawn((message, context) => context.GetLogger().Info((string)message), "talker");
        EventFilter.Info("hello", source: "akka://test/user/talker").ExpectOne(() => actor.Tell("hello"));
        EventFilter.Info("hello", source: "/user/talker").ExpectOne(() => actor.Tell("hello"));
    }

    [Fact]
    public void Dead_letters_should_be_picked_by_type_and_content()
    {
        var actor = SpawnEcho();
        StopAndAwait(actor);
        EventFilter.DeadLetter().ExpectOne(() => actor.Tell("hello"));
        EventFilter.DeadLetter<string>().ExpectOne(() => actor.Tell("hello"));
        EventFilter.DeadLetter<string>(text => text == "hello").ExpectOne(() =>
        {
            actor.Tell("other");
            actor.Tell("hello");
        });
    }

    [Fact]
    public void Filters_should_be_combined()
    {
        EventFilter.Info("one").And.Warning("two").Expect(2, () =>
        {
            Sys.Log.Info("one");
            Sys.Log.Warning("two");
        });
    }

    [Fact]
    public async Task The_asynchronous_twins_should_do_the_same()
    {
        await EventFilter.Info("hello").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Sys.Log.Info("hello");
        });
        await EventFilter.Info("hello").ExpectAsync(2, () =>
        {
            Sys.Log.Info("hello");
            Sys.Log.Info("hello");
            return Task.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<XunitException>(() => EventFilter.Info("hello").ExpectOneAsync(Brief, () => Task.CompletedTask));
    }

    [Fact]
    public void No_event_should_be_expectable() => EventFilter.Info("hello").Expect(0, Brief, () => Sys.Log.Info("something else"));

    [Fact]
    public void A_custom_filter_should_see_the_event() =>
        EventFilter.Custom<Info>(info => info.Message.ToString() == "3 of 4").ExpectOne(() => Sys.Log.Info("{0} of {1}", 3, 4));
}
