using System.Collections.Concurrent;
using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

public sealed class SelectAsyncTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Results_keep_the_order_of_the_elements_and_work_stays_within_the_parallelism()
    {
        var work = new Work();
        var (queue, elements) = Source.Queue<int>(16, OverflowStrategy.Fail).SelectAsync(3, work.StartAsync)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Sys.Materializer());
        foreach (var i in new[] { 0, 1, 2 })
        {
            await queue.OfferAsync(i).Soon();
        }

        // An answered offer also says that the stream has seen the task that ended before it.
        work.Finish(2);
        await queue.OfferAsync(3).Soon();
        work.Finish(1);
        await queue.OfferAsync(4).Soon();
        Assert.Equal(3, work.Started);

        work.Finish(0);
        await AwaitConditionAsync(() => Task.FromResult(work.Started == 5));
        work.Finish(3);
        await queue.OfferAsync(5).Soon();
        queue.Complete();
        await AwaitConditionAsync(() => Task.FromResult(work.Started == 6));
        work.Finish(4);
        await queue.WatchCompletionAsync().Soon();
        work.Finish(5);

        Assert.Equal(Enumerable.Range(0, 6), await elements.Soon());
        Assert.Equal(3, work.MostAtOnce);
    }

    [Fact]
    public async Task Tasks_that_are_done_at_once_need_no_detour() => Assert.Equal(
        Enumerable.Range(0, 5000),
        await Source.From(Enumerable.Range(0, 5000)).SelectAsync(4, Task.FromResult).RunWith(Sink.Seq<int>(), Sys.Materializer()).Soon());

    [Fact]
    public async Task The_first_task_that_fails_fails_the_stream_even_if_older_ones_are_at_work()
    {
        var work = new Work();
        var elements = Source.From(Enumerable.Range(0, 3)).SelectAsync(3, work.StartAsync).RunWith(Sink.Seq<int>(), Sys.Materializer());
        await AwaitConditionAsync(() => Task.FromResult(work.Started == 3));

        work.Fail(1, new InvalidDataException("bad"));

        // Wrapped by older releases of Akka.NET, bare by newer ones.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => elements.Soon());
        Assert.IsType<InvalidDataException>(failure.GetBaseException());
    }

    [Fact]
    public async Task A_function_that_throws_fails_the_stream() => await Assert.ThrowsAsync<InvalidDataException>(() =>
        Source.From([1]).SelectAsync<int, int, NotUsed>(1, _ => throw new InvalidDataException("bad"))
            .RunWith(Sink.Seq<int>(), Sys.Materializer()).Soon());

    [Fact]
    public async Task Completion_waits_for_the_tasks_at_work()
    {
        var work = new Work();
        var done = Source.From([0, 1]).RunWith(Sink.ForEachAsync<int>(2, work.StartAsync), Sys.Materializer());
        await AwaitConditionAsync(() => Task.FromResult(work.Started == 2));

        work.Finish(1);
        Assert.False(done.IsCompleted);
        work.Finish(0);

        await done.Soon();
    }

    [Fact]
    public async Task A_sink_goes_on_with_the_next_element_whichever_task_has_ended()
    {
        var work = new Work();
        var done = Source.From([0, 1, 2]).RunWith(Sink.ForEachAsync<int>(2, work.StartAsync), Sys.Materializer());
        await AwaitConditionAsync(() => Task.FromResult(work.Started == 2));

        work.Finish(1);
        await AwaitConditionAsync(() => Task.FromResult(work.Started == 3));
        work.Finish(2);
        work.Finish(0);

        await done.Soon();
    }

    private sealed class Work
    {
        private readonly ConcurrentDictionary<int, TaskCompletionSource<int>> _tasks = [];
        private int _atOnce;

        public int Started => _tasks.Count;

        public int MostAtOnce { get; private set; }

        public Task<int> StartAsync(int element)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            return _tasks.GetOrAdd(element, _ => new TaskCompletionSource<int>()).Task;
        }

        public void Finish(int element)
        {
            Interlocked.Decrement(ref _atOnce);
            _tasks[element].SetResult(element);
        }

        public void Fail(int element, Exception cause) => _tasks[element].SetException(cause);
    }
}
