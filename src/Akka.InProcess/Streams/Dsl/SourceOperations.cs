using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

public static class SourceOperations
{
    public static Source<TOut, TMat> Select<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        new(flow.Blueprint.Then(() => new SelectLogic<TIn, TOut>(mapper)));

    public static Source<TOut, TMat> SelectAsync<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        new(flow.Blueprint.Then(() => new SelectAsyncLogic<TIn, TOut>(parallelism, asyncMapper, ordered: true)));

    public static Source<TOut, TMat> Where<TOut, TMat>(
        this Source<TOut, TMat> flow, Predicate<TOut> predicate) =>
        new(flow.Blueprint.Then(() => new WhereLogic<TOut>(predicate)));

    public static Source<TOut, TMat> Take<TOut, TMat>(
        this Source<TOut, TMat> flow, long n) =>
        new(flow.Blueprint.Then(() => new TakeLogic<TOut>(n)));

    public static Source<TOut, TMat> Buffer<TOut, TMat>(
        this Source<TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        new(flow.Blueprint.Then(() => new BufferLogic<TOut>(size, strategy)));

    public static Source<TOut2, TMat> Batch<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        new(flow.Blueprint.Then(() => new BatchLogic<TOut, TOut2>(max, static _ => 1L, seed, aggregate)));

    public static Source<TOut2, TMat> BatchWeighted<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        new(flow.Blueprint.Then(() => new BatchLogic<TOut, TOut2>(max, costFunction, seed, aggregate)));

    public static Source<TOut, TMat2> WatchTermination<TOut, TMat, TMat2>(
        this Source<TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        new(flow.Blueprint.Join(Blueprints.Promise<Done>(finish => new WatchTerminationLogic<TOut>(finish)), materializerFunction));
}
