using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class PropsTests : Spec
{
    private static int _evaluations;

    [Fact]
    public void Actors_should_be_made_from_an_expression_from_arguments_or_from_a_type()
    {
        foreach (var props in new[]
        {
            Props.Create(() => new Pair("left", 2)),
            Props.Create<Pair>("left", 2),
            Props.Create(typeof(Pair), "left", 2),
            Props.Create(() => new Pair("left")),
            Props.Create<Pair>("left"),
        })
        {
            Assert.Equal(typeof(Pair), props.Type);
            Sys.ActorOf(props).Tell("show");
            ExpectMsg("left 2");
        }
    }

    [Fact]
    public void Arguments_that_may_be_null_should_be_handed_over()
    {
        Sys.ActorOf(Props.Create(() => new Pair(null!, 2))).Tell("show");
        ExpectMsg(" 2");
    }

    [Fact]
    public void Arguments_of_an_expression_should_be_evaluated_once_for_all_actors()
    {
        _evaluations = 0;
        var props = Props.Create(() => new Pair("number", Next()));
        Sys.ActorOf(props).Tell("show");
        Sys.ActorOf(props).Tell("show");

        ExpectMsg("number 1");
        ExpectMsg("number 1");
    }

    [Fact]
    public async Task Functions_handed_over_in_an_expression_should_be_compiled_code()
    {
        const int actors = 8, each = 5_000;
        var total = 0;
        var all = Enumerable.Range(0, actors).Select(_ => Sys.ActorOf(Props.Create(() => new Calls(() => Interlocked.Increment(ref total))))).ToList();
        foreach (var actor in all)
            for (var i = 0; i < each; i++) actor.Tell("call");
        foreach (var actor in all) Assert.True(await actor.GracefulStop(Long));

        Assert.Equal(actors * each, total);
    }

    [Fact]
    public void A_strategy_in_the_props_should_take_precedence_over_the_actors_own()
    {
        var parent = Sys.ActorOf(Supervisor.OneForOne(Directive.Resume).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));
        parent.Tell(Handler.Props((_, _) => throw new InvalidOperationException("stop me")));
        var child = ExpectMsg<IActorRef>();
        Watch(child);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell("fail"));

        ExpectTerminated(child);
    }

    [Fact]
    public void Actors_should_not_be_made_with_new() => Assert.Throws<ActorInitializationException>(() => ActorOutsideOfAnySystem());

    [Fact]
    public void Props_should_refuse_types_that_are_no_actors() => Assert.Throws<ArgumentException>(() => Props.Create(typeof(string)));

    private static int Next() => Interlocked.Increment(ref _evaluations);

    private static Exception? ActorOutsideOfAnySystem()
    {
        // On a thread which no test actor lends its context to.
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                _ = new Pair("left");
            }
            catch (ActorInitializationException e)
            {
                thrown = e;
            }
        });
        thread.Start();
        thread.Join();
        return thrown is null ? null : throw thrown;
    }

    private sealed class Calls(Action action) : UntypedActor
    {
        protected override void OnReceive(object message) => action();
    }

    private sealed class Pair : UntypedActor
    {
        private readonly string _text;

        public Pair(string left) : this(left, 2) { }

        public Pair(string left, int right) => _text = $"{left} {right}";

        protected override void OnReceive(object message) => Sender.Tell(_text);
    }
}
