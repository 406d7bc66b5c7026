using Akka.Streams.Dsl;

namespace Akka.Streams.Implementation;

/// <summary>The stages behind the operators, which sources and flows share.</summary>
internal static class StreamOps
{
    public static IBlueprint<TMat> Then<TMat>(this IBlueprint<TMat> upstream, Func<StageLogic> stage) =>
        new JoinedBlueprint<TMat, NotUsed, TMat>(upstream, new PlainBlueprint(stage), Keep.Left);

    public static Func<StageLogic> Select<TIn, TOut>(Func<TIn, TOut> mapper) => () => new SelectLogic<TIn, TOut>(mapper);

    public static Func<StageLogic> Where<T>(Predicate<T> predicate) => () => new WhereLogic<T>(predicate);

    public static Func<StageLogic> Take<T>(long n) => () => new TakeLogic<T>(n);

    public static Func<StageLogic> Buffer<T>(int size, OverflowStrategy strategy) => () => new BufferLogic<T>(size, strategy);

    public static Func<StageLogic> SelectAsync<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper, bool ordered) =>
        () => new SelectAsyncLogic<TIn, TOut>(parallelism, mapper, ordered);

    public static Func<StageLogic> Batch<TIn, TOut>(
        long max, Func<TIn, long> cost, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate) =>
        () => new BatchLogic<TIn, TOut>(max, cost, seed, aggregate);

    public static Func<StageLogic> GroupedWithin<T>(int n, TimeSpan timeout)
    {
        if (n <= 0)
        {
            throw new ArgumentException("must be greater than 0", nameof(n));
        }

        return timeout > TimeSpan.Zero
            ? () => new GroupedWithinLogic<T>(n, timeout)
            : throw new ArgumentException("must be greater than zero", nameof(timeout));
    }

    public static StageBlueprint<Task<Done>> WatchTermination<T>() => new(() =>
    {
        var finish = NewPromise<Done>();
        return (new WatchTerminationLogic<T>(finish), finish.Task);
    });

    // The stream's thread never runs the code that waits for a result.
    public static TaskCompletionSource<T> NewPromise<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
