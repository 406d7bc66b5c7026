using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class GraphTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Keep_says_which_materialized_value_remains()
    {
        var source = Source.Queue<int>(1, OverflowStrategy.Fail);
        var sink = Sink.First<int>();
        var materializer = Sys.Materializer();

        ISourceQueueWithComplete<int> left = source.To(sink).Run(materializer);
        ISourceQueueWithComplete<int> leftToo = source.ToMaterialized(sink, Keep.Left).Run(materializer);
        Task<int> right = source.ToMaterialized(sink, Keep.Right).Run(materializer);
        Task<int> rightToo = source.RunWith(sink, materializer);
        (ISourceQueueWithComplete<int> Queue, Task<int> First) both = source.ToMaterialized(sink, Keep.Both).Run(materializer);

        Assert.Same(NotUsed.Instance, source.ToMaterialized(sink, Keep.None).Run(materializer));
        Assert.All([left, leftToo], queue => Assert.False(queue.WatchCompletionAsync().IsCompleted));
        Assert.All([right, rightToo], first => Assert.False(first.IsCompleted));
        await both.Queue.OfferAsync(7).Soon();
        Assert.Equal(7, await both.First.Soon());
    }

    [Fact]
    public async Task A_flow_keeps_its_own_value_when_it_is_extended_and_lends_it_when_asked()
    {
        var flow = Flow.Create<int>().ViaMaterialized(KillSwitches.Single<int>(), Keep.Right).Select(i => i + 1);
        var source = Source.From([1]);
        var sink = Sink.First<int>();
        var materializer = Sys.Materializer();

        Assert.Same(NotUsed.Instance, source.Via(flow).To(sink).Run(materializer));
        Assert.IsType<UniqueKillSwitch>(source.ViaMaterialized(flow, Keep.Right).To(sink).Run(materializer));
        Assert.IsType<UniqueKillSwitch>(source.RunWith(flow.To(sink), materializer));
        Assert.Equal(2, await source.RunWith(flow.ToMaterialized(sink, Keep.Right), materializer).Soon());
    }

    [Fact]
    public async Task Graphs_are_immutable_and_can_be_extended_in_several_ways()
    {
        var numbers = Source.From([1, 2, 3]);
        var doubled = numbers.Select(i => 2 * i);
        var odd = numbers.Where(i => i % 2 == 1);
        var materializer = Sys.Materializer();

        Assert.Equal([1, 2, 3], await numbers.RunWith(Sink.Seq<int>(), materializer).Soon());
        Assert.Equal([2, 4, 6], await doubled.RunWith(Sink.Seq<int>(), materializer).Soon());
        Assert.Equal([1, 3], await odd.RunWith(Sink.Seq<int>(), materializer).Soon());
    }

    [Fact]
    public async Task A_graph_can_be_run_many_times_and_each_run_is_on_its_own()
    {
        var graph = Source.From(Enumerable.Range(1, 100)).Buffer(4, OverflowStrategy.Backpressure).Take(50)
            .ToMaterialized(Sink.Seq<int>(), Keep.Right);
        var materializer = Sys.Materializer();

        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => graph.Run(materializer))).Soon();

        Assert.All(runs, elements => Assert.Equal(Enumerable.Range(1, 50), elements));
    }

    [Fact]
    public async Task A_flow_can_be_used_between_source_and_sink()
    {
        var flow = Flow.Create<int>().Where(i => i > 1).Select(i => $"{i}").Via(Flow.Create<string>().Select(s => s + "!"));

        Assert.Equal(["2!", "3!"], await Source.From([1, 2, 3]).Via(flow).RunWith(Sink.Seq<string>(), Sys.Materializer()).Soon());
    }

    [Fact]
    public async Task The_simple_sinks_give_what_their_names_say()
    {
        var materializer = Sys.Materializer();
        var seen = new List<int>();

        await Source.From([1, 2]).RunWith(Sink.ForEach<int>(seen.Add), materializer).Soon();
        Assert.Equal([1, 2], seen);
        Assert.Equal(1, await Source.From([1, 2]).RunWith(Sink.First<int>(), materializer).Soon());
        await Assert.ThrowsAsync<NoSuchElementException>(() => Source.From(Array.Empty<int>()).RunWith(Sink.First<int>(), materializer).Soon());
        Assert.Same(Done.Instance, await Source.From([1, 2]).RunWith(Sink.Ignore<int>(), materializer).Soon());
    }
}
