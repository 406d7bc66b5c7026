using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class GraphTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void Keep_says_which_materialized_value_remains()
    {
        var source = Source.From([1]).MapMaterializedValue(_ => "source");
        var sink = Sink.Ignore<int>().MapMaterializedValue(_ => "sink");
        var materializer = Sys.Materializer();

        Assert.Equal("source", source.To(sink).Run(materializer));
        Assert.Equal("source", source.ToMaterialized(sink, Keep.Left).Run(materializer));
        Assert.Equal("sink", source.ToMaterialized(sink, Keep.Right).Run(materializer));
        Assert.Equal(("source", "sink"), source.ToMaterialized(sink, Keep.Both).Run(materializer));
        Assert.Same(NotUsed.Instance, source.ToMaterialized(sink, Keep.None).Run(materializer));
        Assert.Equal("sink", source.RunWith(sink, materializer));
        Assert.Equal("SOURCE", source.To(sink).MapMaterializedValue(value => value.ToUpperInvariant()).Run(materializer));
    }

    [Fact]
    public void A_flow_keeps_its_own_value_when_it_is_extended_and_lends_it_when_asked()
    {
        var flow = Flow.Create<int>().Select(i => i + 1).MapMaterializedValue(_ => "flow").Select(i => i + 1);
        var source = Source.From([1]).MapMaterializedValue(_ => "source");
        var sink = Sink.Ignore<int>().MapMaterializedValue(_ => "sink");
        var materializer = Sys.Materializer();

        Assert.Equal("source", source.Via(flow).To(sink).Run(materializer));
        Assert.Equal("flow", source.ViaMaterialized(flow, Keep.Right).To(sink).Run(materializer));
        Assert.Equal("flow", source.RunWith(flow.To(sink), materializer));
        Assert.Equal("sink", source.RunWith(flow.ToMaterialized(sink, Keep.Right), materializer));
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
            .ToMaterialized(Sink.Aggregate<int, int>(0, (sum, i) => sum + i), Keep.Right);
        var materializer = Sys.Materializer();

        var sums = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => graph.Run(materializer))).Soon();

        Assert.All(sums, sum => Assert.Equal(1275, sum));
    }

    [Fact]
    public async Task A_flow_can_be_used_between_source_and_sink()
    {
        var flow = Flow.Create<int>().Where(i => i > 1).Select(i => $"{i}").Via(Flow.Create<string>().Select(s => s + "!"));

        Assert.Equal(["2!", "3!"], await Source.From([1, 2, 3]).Via(flow).RunWith(Sink.Seq<string>(), Sys.Materializer()).Soon());
    }

    [Fact]
    public async Task The_simple_sources_give_what_their_names_say()
    {
        var materializer = Sys.Materializer();

        Assert.Equal([7], await Source.Single(7).RunWith(Sink.Seq<int>(), materializer).Soon());
        Assert.Empty(await Source.Empty<int>().RunWith(Sink.Seq<int>(), materializer).Soon());
        Assert.Equal([8], await Source.FromTask(Task.FromResult(8)).RunWith(Sink.Seq<int>(), materializer).Soon());
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Source.Failed<int>(new InvalidDataException("bad")).RunWith(Sink.Seq<int>(), materializer).Soon());
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Source.FromTask(Task.FromException<int>(new InvalidDataException("bad"))).RunWith(Sink.Seq<int>(), materializer).Soon());
    }

    [Fact]
    public async Task The_simple_sinks_give_what_their_names_say()
    {
        var materializer = Sys.Materializer();
        var seen = new List<int>();

        await Source.From([1, 2]).RunForeach(seen.Add, materializer).Soon();
        Assert.Equal([1, 2], seen);
        Assert.Equal(1, await Source.From([1, 2]).RunWith(Sink.First<int>(), materializer).Soon());
        Assert.Equal(1, await Source.From([1, 2]).RunWith(Sink.FirstOrDefault<int>(), materializer).Soon());
        Assert.Equal(0, await Source.Empty<int>().RunWith(Sink.FirstOrDefault<int>(), materializer).Soon());
        await Assert.ThrowsAsync<NoSuchElementException>(() => Source.Empty<int>().RunWith(Sink.First<int>(), materializer).Soon());
        Assert.Same(Done.Instance, await Source.From([1, 2]).RunWith(Sink.Ignore<int>(), materializer).Soon());
    }

    [Fact]
    public async Task A_tick_source_ticks_until_it_is_cancelled()
    {
        var (ticks, elements) = Source.Tick(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), "tick")
            .Take(3).ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Sys.Materializer());
        Assert.Equal(["tick", "tick", "tick"], await elements.Soon());
        Assert.False(ticks.IsCancellationRequested);

        var (endless, done) = Source.Tick(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), "tick")
            .ToMaterialized(Sink.Ignore<string>(), Keep.Both).Run(Sys.Materializer());
        endless.Cancel();
        await done.Soon();
    }
}
