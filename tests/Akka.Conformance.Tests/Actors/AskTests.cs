using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class AskTests : Spec
{
    [Fact]
    public async Task The_first_answer_should_be_the_result()
    {
        var actor = Spawn((message, context) =>
        {
            context.Sender.Tell($"first answer to {message}");
            context.Sender.Tell("second answer");
        });

        Assert.Equal("first answer to question", await actor.Ask<string>("question", Long));
    }

    [Fact]
    public async Task An_untyped_ask_should_take_any_answer() => Assert.Equal(7, await SpawnEcho().Ask(7, Long));

    [Fact]
    public async Task No_answer_in_time_should_be_an_AskTimeoutException() =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => Spawn((_, _) => { }).Ask<string>("question", TimeSpan.FromMilliseconds(50)));

    [Fact]
    public async Task Without_a_timeout_the_configured_one_should_hold()
    {
        using var system = ActorSystem.Create("impatient", "akka.actor.ask-timeout = 50ms");
        var silent = system.ActorOf(Handler.Props((_, _) => { }));

        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("question"));
        await system.Terminate();
    }

    [Fact]
    public async Task A_failure_as_the_answer_should_be_thrown()
    {
        var actor = Spawn((_, context) => context.Sender.Tell(new Status.Failure(new FormatException("no"))));

        var thrown = await Assert.ThrowsAsync<FormatException>(() => actor.Ask<string>("question", Long));
        Assert.Equal("no", thrown.Message);
    }

    [Fact]
    public async Task An_answer_of_another_type_should_be_an_ArgumentException() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SpawnEcho().Ask<string>(7, Long));

    [Fact]
    public async Task A_cancelled_ask_should_be_a_cancelled_task()
    {
        using var cancellation = new CancellationTokenSource();
        var asked = Spawn((_, _) => { }).Ask<string>("question", Long, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task An_answer_after_the_end_should_be_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        IActorRef asker = ActorRefs.Nobody;
        var actor = Spawn((_, context) => asker = context.Sender);
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("question", TimeSpan.FromMilliseconds(50)));

        asker.Tell("too late", actor);

        ExpectMsg<DeadLetter>(letter => Equals(letter.Message, "too late"));
    }

    [Fact]
    public async Task Askers_should_leave_nothing_behind()
    {
        var echo = SpawnEcho();
        var silent = Spawn((_, _) => { });
        var askers = new List<WeakReference>();
        for (var i = 0; i < 20; i++) await AskAndForget(i % 2 == 0 ? echo : silent, askers);

        AwaitCondition(() =>
        {
            GC.Collect();
            return askers.Count(asker => asker.IsAlive) <= 2;
        }, Long);
    }

    [Fact]
    public async Task The_message_may_be_made_from_the_askers_reference()
    {
        var actor = Spawn((message, _) => ((IActorRef)message).Tell("to the asker"));

        Assert.Equal("to the asker", await actor.Ask<string>(asker => asker, Long, CancellationToken.None));
    }

    [Fact]
    public async Task Many_asks_at_once_should_each_get_their_own_answer()
    {
        var echo = SpawnEcho();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => echo.Ask<int>(i, Long)));

        Assert.Equal(Enumerable.Range(0, 1_000), answers);
    }

    [Fact]
    public async Task What_follows_an_answer_should_not_run_on_the_answering_actors_thread()
    {
        using var gate = new ManualResetEventSlim();
        IActorRef first = ActorRefs.Nobody;
        var echo = Spawn((message, context) =>
        {
            if (message is "first") first = context.Sender;
            else first.Tell("answer to the first");
            if (message is not "first") context.Sender.Tell(message);
        });
        var blocked = echo.Ask<string>("first", Long).ContinueWith(_ => gate.Wait(Long), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        Assert.Equal("second", await echo.Ask<string>("second", Long));
        gate.Set();
        Assert.True(await blocked);
    }

    private static async Task AskAndForget(IActorRef actor, List<WeakReference> askers)
    {
        try
        {
            await actor.Ask<object>(asker =>
            {
                askers.Add(new WeakReference(asker));
                return "question";
            }, TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
        catch (AskTimeoutException)
        {
            // Half of the actors asked are silent.
        }
    }
}
