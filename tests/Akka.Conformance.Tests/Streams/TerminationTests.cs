using Akka.Actor;
using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class TerminationTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task A_stage_that_throws_fails_downstream_and_cancels_upstream()
    {
        var (queue, elements) = Source.Queue<int>(8, OverflowStrategy.Fail)
            .Select(i => i < 2 ? i : throw new InvalidDataException("two"))
            .ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Sys.Materializer());
        await queue.OfferAsync(1).Soon();
        await queue.OfferAsync(2).Soon();

        await Assert.ThrowsAsync<InvalidDataException>(() => elements.Soon());

        // Upstream is told the cause, and takes it for the consumer's loss of interest.
        await queue.WatchCompletionAsync().Soon();
    }

    [Fact]
    public async Task A_sink_that_throws_fails_the_stream() => await Assert.ThrowsAsync<InvalidDataException>(() =>
        Source.From([1]).RunWith(Sink.ForEach<int>(_ => throw new InvalidDataException("bad")), Sys.Materializer()).Soon());

    [Fact]
    public async Task A_sequence_that_throws_fails_the_stream_after_the_elements_before()
    {
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new InvalidDataException("bad");
        }

        var seen = new List<int>();
        var failure = await Assert.ThrowsAsync<AggregateException>(() => Source.From(Broken()).RunWith(Sink.ForEach<int>(seen.Add), Sys.Materializer()).Soon());

        Assert.IsType<InvalidDataException>(failure.GetBaseException());
        Assert.Equal([1], seen);
    }

    [Fact]
    public async Task Null_is_no_element() => await Assert.ThrowsAsync<ArgumentNullException>(() =>
        Source.From([1]).Select(_ => default(string)!).RunWith(Sink.Seq<string>(), Sys.Materializer()).Soon());

    [Fact]
    public async Task Termination_can_be_watched_from_the_middle()
    {
        var materializer = Sys.Materializer();
        var completed = Source.From([1]).WatchTermination(Keep.Right).To(Sink.Ignore<int>()).Run(materializer);
        var cancelled = Source.From([1, 2, 3]).WatchTermination(Keep.Right).Take(1).To(Sink.Ignore<int>()).Run(materializer);
        var failed = Source.From([1]).Select<int, int, NotUsed>(_ => throw new InvalidDataException("up"))
            .WatchTermination(Keep.Right).To(Sink.Ignore<int>()).Run(materializer);
        var failedBelow = Source.From([1, 2]).WatchTermination(Keep.Right)
            .Select<int, int, Task<Done>>(_ => throw new InvalidDataException("down")).To(Sink.Ignore<int>()).Run(materializer);

        Assert.Same(Done.Instance, await completed.Soon());
        Assert.Same(Done.Instance, await cancelled.Soon());
        await Assert.ThrowsAsync<InvalidDataException>(() => failed.Soon());
        await Assert.ThrowsAsync<InvalidDataException>(() => failedBelow.Soon());
    }

    [Fact]
    public async Task Streams_die_with_their_system()
    {
        var stream = RunForever(Sys.Materializer());
        await stream.Queue.OfferAsync(1).Soon();

        await Sys.Terminate().Soon();

        await AssertAbruptEndAsync(stream);
    }

    [Fact]
    public async Task Streams_die_with_the_actor_whose_context_materialized_them()
    {
        var started = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new StreamOwner(started)));
        var stream = await started.Task.Soon();
        await stream.Queue.OfferAsync(1).Soon();

        Sys.Stop(actor);

        await AssertAbruptEndAsync(stream);
    }

    [Fact]
    public async Task Streams_die_with_their_materializer_and_no_more_can_be_started()
    {
        var materializer = Sys.Materializer();
        var stream = RunForever(materializer);
        await stream.Queue.OfferAsync(1).Soon();

        materializer.Shutdown();

        Assert.True(materializer.IsShutdown);
        Assert.Throws<IllegalStateException>(() => { Source.From([1]).To(Sink.Ignore<int>()).Run(materializer); });
        await AssertAbruptEndAsync(stream);
    }

    private static async Task AssertAbruptEndAsync(Stream stream)
    {
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => stream.Watched.Soon());
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => stream.Elements.Soon());
        await Assert.ThrowsAsync<StreamDetachedException>(() => stream.Queue.WatchCompletionAsync().Soon());
        await stream.Queue.RefusesOffersAsync();
    }

    private static Stream RunForever(IMaterializer materializer) => Source.Queue<int>(8, OverflowStrategy.Fail)
        .WatchTermination(Keep.Both)
        .ToMaterialized(Sink.Seq<int>(), (left, elements) => new Stream(left.Item1, left.Item2, elements))
        .Run(materializer);

    private sealed record Stream(
        ISourceQueueWithComplete<int> Queue, Task<Done> Watched, Task<System.Collections.Immutable.IImmutableList<int>> Elements);

    private sealed class StreamOwner : UntypedActor
    {
        public StreamOwner(TaskCompletionSource<Stream> started) => started.SetResult(RunForever(Context.Materializer()));

        protected override void OnReceive(object message)
        {
        }
    }
}
