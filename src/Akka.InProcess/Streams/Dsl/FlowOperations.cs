using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

public static class FlowOperations
{
    public static Flow<T, TOut, TMat> Select<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        new(flow.Blueprint.Then(() => new SelectLogic<TIn, TOut>(mapper)));

    public static Flow<T, TOut, TMat> SelectAsync<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        new(flow.Blueprint.Then(() => new SelectAsyncLogic<TIn, TOut>(parallelism, asyncMapper, ordered: true)));

    public static Flow<T, TOut, TMat> Where<T, TOut, TMat>(
        this Flow<T, TOut, TMat> flow, Predicate<TOut> predicate) =>
        new(flow.Blueprint.Then(() => new WhereLogic<TOut>(predicate)));

    public static Flow<T, TOut, TMat> Take<T, TOut, TMat>(
        this Flow<T, TOut, TMat> flow, long n) =>
        new(flow.Blueprint.Then(() => new TakeLogic<TOut>(n)));

    public static Flow<T, TOut, TMat> Buffer<T, TOut, TMat>(
        this Flow<T, TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        new(flow.Blueprint.Then(() => new BufferLogic<TOut>(size, strategy)));

    public static Flow<T, TOut2, TMat> Batch<T, TOut, TOut2, TMat>(
        this Flow<T, TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        new(flow.Blueprint.Then(() => new BatchLogic<TOut, TOut2>(max, static _ => 1L, seed, aggregate)));

    public static Flow<T, TOut2, TMat> BatchWeighted<T, TOut, TOut2, TMat>(
        this Flow<T, TOut, TMat> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        new(flow.Blueprint.Then(() => new BatchLogic<TOut, TOut2>(max, costFunction, seed, aggregate)));

    public static Flow<T, TOut, TMat2> WatchTermination<T, TOut, TMat, TMat2>(
        this Flow<T, TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        new(flow.Blueprint.Join(Blueprints.Promise<Done>(finish => new WatchTerminationLogic<TOut>(finish)), materializerFunction));
}
