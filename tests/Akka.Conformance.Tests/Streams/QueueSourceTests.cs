using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class QueueSourceTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Offered_elements_arrive_in_order_and_completion_follows_them()
    {
        var (queue, elements) = Source.Queue<int>(100, OverflowStrategy.Fail)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Sys.Materializer());
        for (var i = 0; i < 50; i++)
        {
            Assert.IsType<QueueOfferResult.Enqueued>(await queue.OfferAsync(i).Soon());
        }

        queue.Complete();

        Assert.Equal(Enumerable.Range(0, 50), await elements.Soon());
        await queue.WatchCompletionAsync().Soon();
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, typeof(QueueOfferResult.Enqueued), new[] { 1, 3, 4 })]
    [InlineData(OverflowStrategy.DropTail, typeof(QueueOfferResult.Enqueued), new[] { 1, 2, 4 })]
    [InlineData(OverflowStrategy.DropBuffer, typeof(QueueOfferResult.Enqueued), new[] { 1, 4 })]
    [InlineData(OverflowStrategy.DropNew, typeof(QueueOfferResult.Dropped), new[] { 1, 2, 3 })]
    public async Task A_full_queue_drops_what_its_strategy_says(OverflowStrategy strategy, Type result, int[] expected)
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(2, strategy).ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await FillAsync(queue, consumer, 3);

        Assert.IsType(result, await queue.OfferAsync(4).Soon());

        queue.Complete();
        consumer.ReleaseAll();
        await done.Soon();
        Assert.Equal(expected, consumer.All);
    }

    [Fact]
    public async Task A_full_queue_that_must_fail_says_so_and_fails_the_stream()
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(2, OverflowStrategy.Fail).ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await FillAsync(queue, consumer, 3);

        var failure = Assert.IsType<QueueOfferResult.Failure>(await queue.OfferAsync(4).Soon());

        Assert.IsType<BufferOverflowException>(failure.Cause);
        await Assert.ThrowsAsync<BufferOverflowException>(() => done.Soon());
        await Assert.ThrowsAsync<BufferOverflowException>(() => queue.WatchCompletionAsync().Soon());
        Assert.Equal([1], consumer.All);
    }

    [Fact]
    public async Task A_full_queue_with_backpressure_answers_when_there_is_room()
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(2, OverflowStrategy.Backpressure)
            .ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await FillAsync(queue, consumer, 3);
        var waiting = queue.OfferAsync(4);

        await Assert.ThrowsAsync<IllegalStateException>(() => queue.OfferAsync(5).Soon());
        Assert.False(waiting.IsCompleted);

        consumer.Release();
        Assert.IsType<QueueOfferResult.Enqueued>(await waiting.Soon());
        queue.Complete();
        consumer.ReleaseAll();
        await done.Soon();
        Assert.Equal([1, 2, 3, 4], consumer.All);
    }

    [Fact]
    public async Task Completion_waits_for_the_elements_that_are_buffered()
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(2, OverflowStrategy.Fail).ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await FillAsync(queue, consumer, 3);

        queue.Complete();
        consumer.Release();
        Assert.Equal(2, await consumer.Next());
        Assert.False(done.IsCompleted);
        consumer.Release();
        Assert.Equal(3, await consumer.Next());
        Assert.False(done.IsCompleted);
        consumer.Release();

        await done.Soon();
    }

    [Fact]
    public async Task Failing_the_queue_overtakes_the_elements_that_are_buffered()
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(2, OverflowStrategy.Fail).ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await FillAsync(queue, consumer, 3);

        queue.Fail(new InvalidDataException("bad"));

        await Assert.ThrowsAsync<InvalidDataException>(() => done.Soon());
        await Assert.ThrowsAsync<InvalidDataException>(() => queue.WatchCompletionAsync().Soon());
        Assert.Equal([1], consumer.All);
    }

    [Fact]
    public async Task A_waiting_offer_learns_that_downstream_wants_no_more()
    {
        var consumer = new SlowConsumer<int>();
        var (queue, killSwitch) = Source.Queue<int>(1, OverflowStrategy.Backpressure)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Both).To(consumer.Sink).Run(Sys.Materializer());
        await FillAsync(queue, consumer, 2);
        var waiting = queue.OfferAsync(3);

        // Answered only after the offer before it was looked at.
        await Assert.ThrowsAsync<IllegalStateException>(() => queue.OfferAsync(4).Soon());
        killSwitch.Shutdown();

        Assert.IsType<QueueOfferResult.QueueClosed>(await waiting.Soon());
        await queue.WatchCompletionAsync().Soon();
    }

    [Fact]
    public async Task Offers_after_the_end_fail()
    {
        var queue = Source.Queue<int>(1, OverflowStrategy.Fail).To(Sink.Ignore<int>()).Run(Sys.Materializer());
        queue.Complete();
        await queue.WatchCompletionAsync().Soon();

        await queue.RefusesOffersAsync();
    }

    [Fact]
    public void A_negative_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => Source.Queue<int>(-1, OverflowStrategy.Fail));

    [Fact]
    public async Task Many_threads_may_offer_and_each_ones_elements_stay_in_order()
    {
        const int producers = 8;
        const int each = 2000;
        var inside = 0;
        var overlaps = 0;
        var (queue, elements) = Source.Queue<(int Producer, int Number)>(producers * each, OverflowStrategy.Fail)
            .Select(element =>
            {
                overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                Interlocked.Decrement(ref inside);
                return element;
            })
            .ToMaterialized(Sink.Seq<(int Producer, int Number)>(), Keep.Both).Run(Sys.Materializer());

        await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(async () =>
        {
            var offers = Enumerable.Range(0, each).Select(number => queue.OfferAsync((producer, number))).ToArray();
            Assert.All(await Task.WhenAll(offers), result => Assert.IsType<QueueOfferResult.Enqueued>(result));
        }))).Soon();
        queue.Complete();

        var all = await elements.Soon();
        Assert.Equal(0, overlaps);
        Assert.Equal(producers * each, all.Count);
        Assert.All(all.GroupBy(e => e.Producer), group => Assert.Equal(Enumerable.Range(0, each), group.Select(e => e.Number)));
    }

    /// <summary>The consumer is busy with the first element, the queue holds the others.</summary>
    private static async Task FillAsync(ISourceQueueWithComplete<int> queue, SlowConsumer<int> consumer, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Assert.IsType<QueueOfferResult.Enqueued>(await queue.OfferAsync(i).Soon());
            if (i == 1)
            {
                Assert.Equal(1, await consumer.Next());
            }
        }
    }
}
