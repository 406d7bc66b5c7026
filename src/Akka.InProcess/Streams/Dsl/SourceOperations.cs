using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>The operators of a <see cref="Source{TOut,TMat}"/>.</summary>
public static class SourceOperations
{
    /// <summary>Applies a function to every element.</summary>
    public static Source<TOut, TMat> Select<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        new(flow.Blueprint.Then(StreamOps.Select(mapper)));

    /// <summary>Starts a task for every element, up to <paramref name="parallelism"/> at a time, and hands on their results in the order of the elements.</summary>
    public static Source<TOut, TMat> SelectAsync<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        new(flow.Blueprint.Then(StreamOps.SelectAsync(parallelism, asyncMapper, ordered: true)));

    /// <summary>Starts a task for every element, up to <paramref name="parallelism"/> at a time, and hands on their results as they come.</summary>
    public static Source<TOut, TMat> SelectAsyncUnordered<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        new(flow.Blueprint.Then(StreamOps.SelectAsync(parallelism, asyncMapper, ordered: false)));

    /// <summary>Hands on the elements that satisfy a predicate.</summary>
    public static Source<TOut, TMat> Where<TOut, TMat>(
        this Source<TOut, TMat> flow, Predicate<TOut> predicate) =>
        new(flow.Blueprint.Then(StreamOps.Where(predicate)));

    /// <summary>Hands on the first <paramref name="n"/> elements, then completes.</summary>
    public static Source<TOut, TMat> Take<TOut, TMat>(
        this Source<TOut, TMat> flow, long n) =>
        new(flow.Blueprint.Then(StreamOps.Take<TOut>(n)));

    /// <summary>Takes up to <paramref name="size"/> elements ahead of the demand; the strategy says what happens to more.</summary>
    public static Source<TOut, TMat> Buffer<TOut, TMat>(
        this Source<TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        new(flow.Blueprint.Then(StreamOps.Buffer<TOut>(size, strategy)));

    /// <summary>Merges up to <paramref name="max"/> elements into one while downstream is busy.</summary>
    public static Source<TOut2, TMat> Batch<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        new(flow.Blueprint.Then(StreamOps.Batch(max, static _ => 1L, seed, aggregate)));

    /// <summary>Merges elements of a total cost up to <paramref name="max"/> into one while downstream is busy.</summary>
    public static Source<TOut2, TMat> BatchWeighted<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        new(flow.Blueprint.Then(StreamOps.Batch(max, costFunction, seed, aggregate)));

    /// <summary>Groups up to <paramref name="n"/> elements; what has come in is handed on after <paramref name="timeout"/> at the latest.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow, int n, TimeSpan timeout) =>
        new(flow.Blueprint.Then(StreamOps.GroupedWithin<TOut>(n, timeout)));

    /// <summary>Gives a task that ends when the stream passes its end by here: done, or failed with the cause.</summary>
    public static Source<TOut, TMat2> WatchTermination<TOut, TMat, TMat2>(
        this Source<TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        new(new JoinedBlueprint<TMat, Task<Done>, TMat2>(flow.Blueprint, StreamOps.WatchTermination<TOut>(), materializerFunction));
}
