using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class BufferTests : Akka.TestKit.Xunit2.TestKit
{
    [Theory]
    [InlineData(OverflowStrategy.DropHead, new[] { 1, 4, 5 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 1, 2, 5 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 1, 4, 5 })]
    [InlineData(OverflowStrategy.DropNew, new[] { 1, 2, 3 })]
    [InlineData(OverflowStrategy.Backpressure, new[] { 1, 2, 3, 4, 5 })]
    public async Task A_full_buffer_drops_what_its_strategy_says(OverflowStrategy strategy, int[] expected)
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(16, OverflowStrategy.Fail)
            .Buffer(2, strategy).ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await queue.OfferAsync(1).Soon();
        await consumer.Next();
        for (var i = 2; i <= 5; i++)
        {
            await queue.OfferAsync(i).Soon();
        }

        queue.Complete();
        consumer.ReleaseAll();

        await done.Soon();
        Assert.Equal(expected, consumer.All);
    }

    [Fact]
    public async Task A_full_buffer_that_must_fail_fails_the_stream_and_loses_its_elements()
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(16, OverflowStrategy.Fail)
            .Buffer(2, OverflowStrategy.Fail).ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await queue.OfferAsync(1).Soon();
        await consumer.Next();
        for (var i = 2; i <= 4; i++)
        {
            await queue.OfferAsync(i).Soon();
        }

        await Assert.ThrowsAsync<BufferOverflowException>(() => done.Soon());
        Assert.Equal([1], consumer.All);
    }

    [Fact]
    public async Task Completion_comes_after_the_buffered_elements()
    {
        var consumer = new SlowConsumer<int>();
        var done = Source.From([1, 2, 3]).Buffer(8, OverflowStrategy.Backpressure).RunWith(consumer.Sink, Sys.Materializer());
        Assert.Equal(1, await consumer.Next());
        Assert.False(done.IsCompleted);

        consumer.ReleaseAll();

        await done.Soon();
        Assert.Equal([1, 2, 3], consumer.All);
    }

    [Fact]
    public async Task Failure_overtakes_the_buffered_elements()
    {
        var consumer = new SlowConsumer<int>();
        var (queue, done) = Source.Queue<int>(16, OverflowStrategy.Fail)
            .Select(i => i < 3 ? i : throw new InvalidDataException("three"))
            .Buffer(8, OverflowStrategy.Backpressure).ToMaterialized(consumer.Sink, Keep.Both).Run(Sys.Materializer());
        await queue.OfferAsync(1).Soon();
        await consumer.Next();
        await queue.OfferAsync(2).Soon();
        await queue.OfferAsync(3).Soon();

        await Assert.ThrowsAsync<InvalidDataException>(() => done.Soon());
        Assert.Equal([1], consumer.All);
    }

    [Fact]
    public async Task A_buffer_without_room_fails_its_stream() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Source.From([1]).Buffer(0, OverflowStrategy.Backpressure).RunWith(Sink.Seq<int>(), Sys.Materializer()).Soon());
}
