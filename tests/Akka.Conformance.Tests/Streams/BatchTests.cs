using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class BatchTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Elements_are_merged_while_downstream_is_busy_up_to_the_limit()
    {
        var (queue, consumer, done) = await RunBusyAsync(source => source.Batch(3, First, Append));
        for (var i = 2; i <= 8; i++)
        {
            await queue.OfferAsync(i).Soon();
        }

        queue.Complete();
        foreach (var batch in new[] { "2,3,4", "5,6,7", "8" })
        {
            consumer.Release();
            Assert.Equal(batch, await consumer.Next());
        }

        consumer.Release();
        await done.Soon();
    }

    [Fact]
    public async Task Elements_pass_singly_when_downstream_waits()
    {
        var (queue, consumer, _) = await RunBusyAsync(source => source.Batch(3, First, Append));
        consumer.ReleaseAll();
        for (var i = 2; i <= 5; i++)
        {
            await queue.OfferAsync(i).Soon();
            Assert.Equal($"{i}", await consumer.Next());
        }
    }

    [Fact]
    public async Task A_weighted_batch_ends_before_the_element_that_would_exceed_it()
    {
        var (queue, consumer, done) = await RunBusyAsync(source => source.BatchWeighted(10, i => i, First, Append));
        foreach (var weight in new[] { 4, 4, 5, 50, 1 })
        {
            await queue.OfferAsync(weight).Soon();
        }

        queue.Complete();
        consumer.ReleaseAll();

        await done.Soon();
        Assert.Equal(["1", "4,4", "5", "50", "1"], consumer.All);
    }

    [Fact]
    public async Task A_batch_that_throws_fails_the_stream()
    {
        var (queue, _, done) = await RunBusyAsync(source =>
            source.Batch(3, First, (string batch, int i) => i < 3 ? Append(batch, i) : throw new InvalidDataException("three")));
        await queue.OfferAsync(2).Soon();
        await queue.OfferAsync(3).Soon();

        await Assert.ThrowsAsync<InvalidDataException>(() => done.Soon());
    }

    private static string First(int element) => $"{element}";

    private static string Append(string batch, int element) => $"{batch},{element}";

    /// <summary>A stream whose consumer is busy with the first element.</summary>
    private async Task<(ISourceQueueWithComplete<int> Queue, SlowConsumer<string> Consumer, Task<Done> Done)> RunBusyAsync(
        Func<Source<int, ISourceQueueWithComplete<int>>, Source<string, ISourceQueueWithComplete<int>>> batch)
    {
        var consumer = new SlowConsumer<string>();
        var (queue, done) = batch(Source.Queue<int>(16, OverflowStrategy.Fail))
            .ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await queue.OfferAsync(1).Soon();
        Assert.Equal("1", await consumer.Next());
        return (queue, consumer, done);
    }
}
