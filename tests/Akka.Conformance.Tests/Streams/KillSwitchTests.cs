using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class KillSwitchTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Shutdown_completes_downstream_and_cancels_upstream()
    {
        var (queue, killSwitch, elements) = Run(KillSwitches.Single<int>());
        await queue.OfferAsync(1).Soon();

        killSwitch.Shutdown();

        Assert.Equal([1], await elements.Soon());
        await queue.WatchCompletionAsync().Soon();
    }

    [Fact]
    public async Task Abort_fails_downstream_and_cancels_upstream()
    {
        var (queue, killSwitch, elements) = Run(KillSwitches.Single<int>());

        killSwitch.Abort(new InvalidDataException("stop"));

        var failure = await Assert.ThrowsAsync<AggregateException>(() => elements.Soon());
        Assert.IsType<InvalidDataException>(failure.InnerException);
        await queue.WatchCompletionAsync().Soon();
    }

    [Fact]
    public async Task The_first_call_decides()
    {
        var (_, killSwitch, elements) = Run(KillSwitches.Single<int>());

        killSwitch.Shutdown();
        killSwitch.Abort(new InvalidDataException("too late"));

        Assert.Empty(await elements.Soon());
    }

    [Fact]
    public async Task Each_run_has_its_own_switch()
    {
        var graph = Source.Queue<int>(8, OverflowStrategy.Fail).ViaMaterialized(KillSwitches.Single<int>(), Keep.Both)
            .ToMaterialized(Sink.Seq<int>(), (left, right) => (Queue: left.Item1, Switch: left.Item2, Elements: right));
        var one = graph.Run(Sys.Materializer());
        var two = graph.Run(Sys.Materializer());

        one.Switch.Shutdown();
        await one.Elements.Soon();

        Assert.IsType<QueueOfferResult.Enqueued>(await two.Queue.OfferAsync(1).Soon());
        Assert.False(two.Elements.IsCompleted);
        two.Switch.Shutdown();
        Assert.Equal([1], await two.Elements.Soon());
    }

    [Fact]
    public async Task A_shared_switch_ends_all_its_streams_and_later_ones_too()
    {
        var shared = KillSwitches.Shared("all");
        var (_, same, one) = Run(shared.Flow<int>());
        var (_, _, two) = Run(shared.Flow<int>());
        Assert.Same(shared, same);

        shared.Shutdown();

        await Task.WhenAll(one, two).Soon();
        Assert.Empty(await Source.From(Endless()).Via(shared.Flow<int>()).RunWith(Sink.Seq<int>(), Sys.Materializer()).Soon());
    }

    [Fact]
    public async Task A_shared_switch_that_was_aborted_fails_all_its_streams()
    {
        var shared = KillSwitches.Shared("all");
        var (_, _, one) = Run(shared.Flow<int>());
        var (_, _, two) = Run(shared.Flow<int>());

        shared.Abort(new InvalidDataException("stop"));

        foreach (var elements in new[] { one, two })
        {
            Assert.IsType<InvalidDataException>((await Assert.ThrowsAsync<AggregateException>(() => elements.Soon())).InnerException);
        }
    }

    [Fact]
    public async Task A_switch_stops_a_stream_that_never_pauses()
    {
        var (killSwitch, done) = Source.From(Endless()).ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(Sys.Materializer());

        killSwitch.Shutdown();

        await done.Soon();
    }

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return i;
        }
    }

    private (ISourceQueueWithComplete<int> Queue, TSwitch Switch, Task<System.Collections.Immutable.IImmutableList<int>> Elements) Run<TSwitch>(
        IGraph<FlowShape<int, int>, TSwitch> killSwitch) =>
        Source.Queue<int>(8, OverflowStrategy.Fail).ViaMaterialized(killSwitch, Keep.Both)
            .ToMaterialized(Sink.Seq<int>(), (left, right) => (left.Item1, left.Item2, right)).Run(Sys.Materializer());
}
