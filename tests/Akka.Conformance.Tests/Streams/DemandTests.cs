using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class DemandTests : Akka.TestKit.Xunit2.TestKit
{
    // A source of a sequence looks one element ahead, to complete with its last one.
    private const int LookAhead = 1;

    [Fact]
    public async Task A_source_is_not_asked_before_the_consumer_wants_more()
    {
        var tally = new Tally();

        await Source.From(tally.Numbers(500)).Select(i => i).Where(_ => true)
            .RunWith(Sink.ForEachAsync<int>(1, tally.ConsumeAsync), Sys.Materializer()).Soon();

        Assert.Equal(500, tally.Consumed);
        Assert.InRange(tally.MostUnderway, 1, 1 + LookAhead);
    }

    [Fact]
    public async Task A_buffer_takes_its_size_ahead_and_no_more()
    {
        var tally = new Tally();

        await Source.From(tally.Numbers(500)).Buffer(10, OverflowStrategy.Backpressure)
            .RunWith(Sink.ForEachAsync<int>(1, tally.ConsumeAsync), Sys.Materializer()).Soon();

        Assert.Equal(500, tally.Consumed);
        Assert.InRange(tally.MostUnderway, 10, 10 + 1 + LookAhead);
    }

    [Fact]
    public async Task A_slow_stage_slows_the_producer_and_not_the_memory()
    {
        var tally = new Tally();
        var (queue, done) = Source.Queue<int>(8, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.ForEachAsync<int>(1, tally.ConsumeAsync), Keep.Both).Run(Sys.Materializer());

        foreach (var number in tally.Numbers(500))
        {
            Assert.IsType<QueueOfferResult.Enqueued>(await queue.OfferAsync(number).Soon());
        }

        queue.Complete();
        await done.Soon();
        Assert.Equal(500, tally.Consumed);

        // Eight in the queue, one in work, one about to be offered.
        Assert.InRange(tally.MostUnderway, 1, 10);
    }

    [Fact]
    public async Task Taking_a_few_elements_ends_an_endless_stream()
    {
        var tally = new Tally();

        var elements = await Source.From(tally.Numbers(int.MaxValue)).Take(3).RunWith(Sink.Seq<int>(), Sys.Materializer()).Soon();

        Assert.Equal([0, 1, 2], elements);
        Assert.InRange(tally.Produced, 3, 3 + LookAhead);
    }

    [Fact]
    public async Task Taking_no_element_completes_the_stream() =>
        Assert.Empty(await Source.From([1, 2]).Take(0).RunWith(Sink.Seq<int>(), Sys.Materializer()).Soon());

    [Fact]
    public async Task An_endless_stream_leaves_room_for_others()
    {
        var materializer = Sys.Materializer();
        var switches = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Source.From(new Tally().Numbers(int.MaxValue))
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right).ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(materializer)).ToList();

        Assert.Equal([1, 2, 3], await Source.From([1, 2, 3]).RunWith(Sink.Seq<int>(), materializer).Soon());

        foreach (var (killSwitch, _) in switches)
        {
            killSwitch.Shutdown();
        }

        await Task.WhenAll(switches.Select(s => s.Item2)).Soon();
    }

    private sealed class Tally
    {
        private int _produced;
        private int _consumed;

        public int Produced => Volatile.Read(ref _produced);

        public int Consumed => Volatile.Read(ref _consumed);

        public int MostUnderway { get; private set; }

        public IEnumerable<int> Numbers(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Interlocked.Increment(ref _produced);
                MostUnderway = Math.Max(MostUnderway, Produced - Consumed);
                yield return i;
            }
        }

        public async Task ConsumeAsync(int element)
        {
            await Task.Yield();
            Interlocked.Increment(ref _consumed);
        }
    }
}
