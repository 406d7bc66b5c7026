using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class NamesAndPathsTests : Spec
{
    [Fact]
    public void A_path_should_spell_the_way_from_the_system_down()
    {
        var parent = Spawn((_, context) => context.Sender.Tell(context.ActorOf(Handler.Props((_, _) => { }), "child")), "parent");
        parent.Tell("make a child");
        var child = ExpectMsg<IActorRef>();

        Assert.Equal("child", child.Path.Name);
        Assert.Equal("akka://test/user/parent/child", child.Path.ToString());
        Assert.Equal("/user/parent/child", child.Path.ToStringWithoutAddress());
        Assert.Equal(parent.Path, child.Path.Parent);
        Assert.Equal(["user", "parent", "child"], child.Path.Elements);
        Assert.Equal(child.Path, parent.Path / "child");
        Assert.StartsWith("[akka://test/user/parent/child#", child.ToString());
    }

    [Fact]
    public void Actors_without_a_name_should_be_named_in_turn()
    {
        Assert.Equal(["$a", "$b", "$c"], Enumerable.Range(0, 3).Select(_ => SpawnEcho().Path.Name));
        var names = Enumerable.Range(3, 200).Select(_ => SpawnEcho().Path.Name).ToHashSet();
        Assert.Equal(200, names.Count);
        Assert.Contains("$ab", names);
    }

    [Fact]
    public void A_name_should_be_taken_until_its_holder_has_terminated_and_free_soon_then()
    {
        var first = SpawnEcho("taken");
        Assert.Throws<InvalidActorNameException>(() => SpawnEcho("taken"));

        StopAndAwait(first);

        // The parent hears of it when those that watch do, in no order.
        IActorRef second = ActorRefs.Nobody;
        AwaitAssert(() => second = SpawnEcho("taken"), Long);
        second.Tell("here");
        ExpectMsg("here");
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a/b")]
    [InlineData("white space")]
    [InlineData("smörgås")]
    public void Malformed_names_should_be_refused(string name) => Assert.Throws<InvalidActorNameException>(() => SpawnEcho(name));

    [Fact]
    public void Children_should_be_found_by_name_and_listed()
    {
        var parent = Spawn((_, context) =>
        {
            context.ActorOf(Handler.Props((_, _) => { }), "one");
            context.ActorOf(Handler.Props((_, _) => { }), "two");
            context.Sender.Tell((context.Child("one").Path.Name, context.Child("none").IsNobody(), context.GetChildren().Select(c => c.Path.Name).Order().ToArray()));
        });
        parent.Tell("make them");

        var (name, nobody, all) = ExpectMsg<(string, bool, string[])>();
        Assert.Equal("one", name);
        Assert.True(nobody);
        Assert.Equal(["one", "two"], all);
    }

    [Fact]
    public void Self_parent_and_system_should_be_known_to_an_actor()
    {
        var parent = Spawn((_, context) => context.ActorOf(Handler.Props((_, child) => child.Sender.Tell((child.Self, child.Parent, child.System)))).Forward("tell"));
        parent.Tell("tell");

        var (self, itsParent, system) = ExpectMsg<(IActorRef, IActorRef, ActorSystem)>();
        Assert.Equal(parent, itsParent);
        Assert.Equal(parent.Path, self.Path.Parent);
        Assert.Same(Sys, system);
    }

    [Fact]
    public async Task A_selection_should_reach_whoever_is_there()
    {
        var actor = SpawnEcho("there");

        Sys.ActorSelection("/user/there").Tell("hello");
        ExpectMsg("hello");
        Assert.Equal(actor, await Sys.ActorSelection("akka://test/user/there").ResolveOne(Long));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Anyone_should_answer_to_Identify()
    {
        var actor = SpawnEcho();
        actor.Tell(new Identify("who?"));
        ExpectMsg<ActorIdentity>(answer => Equals(answer.MessageId, "who?") && answer.Subject.Equals(actor));

        StopAndAwait(actor);
        actor.Tell(new Identify("still there?"));
        ExpectMsg<ActorIdentity>(answer => Equals(answer.MessageId, "still there?") && answer.Subject.IsNobody());
    }
}
