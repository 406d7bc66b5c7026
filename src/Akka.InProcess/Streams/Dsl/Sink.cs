using System.Collections.Immutable;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Where a stream's elements go: the stages from an open input on.</summary>
public sealed class Sink<TIn, TMat> : IGraph<SinkShape<TIn>, TMat>
{
    internal Sink(IBlueprint<TMat> blueprint) => Blueprint = blueprint;

    IBlueprint<TMat> IGraph<SinkShape<TIn>, TMat>.Blueprint => Blueprint;

    internal IBlueprint<TMat> Blueprint { get; }

    /// <summary>Runs a source into this sink and gives the source's materialized value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SourceShape<TIn>, TMat2> source, IMaterializer materializer) =>
        Source.FromGraph(source).To(this).Run(materializer);

    /// <summary>The same sink with another materialized value.</summary>
    public Sink<TIn, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> fn) => new(new MappedBlueprint<TMat, TMat2>(Blueprint, fn));
}

/// <summary>Makes sinks. They ask for an element as soon as they have handled the last one.</summary>
public static class Sink
{
    /// <summary>Drops all elements. The task ends with the stream, but never if the stream is torn down with its materializer.</summary>
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => Promised<TIn, Done>(promise => new IgnoreLogic<TIn>(promise));

    /// <summary>Calls <paramref name="action"/> for each element; the task is that of <see cref="Ignore"/>.</summary>
    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) => Flow.Create<TIn>()
        .Select(element =>
        {
            action(element);
            return NotUsed.Instance;
        })
        .ToMaterialized(Ignore<NotUsed>(), Keep.Right);

    /// <summary>Starts <paramref name="action"/> for each element, up to <paramref name="parallelism"/> at a time.</summary>
    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action) => Flow.Create<TIn>()
        .SelectAsyncUnordered(parallelism, async element =>
        {
            await action(element).ConfigureAwait(false);
            return NotUsed.Instance;
        })
        .ToMaterialized(Ignore<NotUsed>(), Keep.Right);

    /// <summary>All elements, once the stream has ended.</summary>
    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() => Promised<TIn, IImmutableList<TIn>>(promise => new SeqLogic<TIn>(promise));

    /// <summary>The first element; without one the task fails with <see cref="NoSuchElementException"/>.</summary>
    public static Sink<TIn, Task<TIn>> First<TIn>() => Promised<TIn, TIn>(promise => new FirstLogic<TIn>(promise, required: true));

    /// <summary>The first element, or the type's default.</summary>
    public static Sink<TIn, Task<TIn>> FirstOrDefault<TIn>() => Promised<TIn, TIn>(promise => new FirstLogic<TIn>(promise, required: false));

    /// <summary>What is left of all elements after folding them.</summary>
    public static Sink<TIn, Task<TOut>> Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate) => new Flow<TIn, TOut, NotUsed>(
        new PlainBlueprint(() => new AggregateLogic<TIn, TOut>(zero, aggregate))).ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>A graph as a sink.</summary>
    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) => new(graph.Blueprint);

    private static Sink<TIn, Task<T>> Promised<TIn, T>(Func<TaskCompletionSource<T>, StageLogic> create) =>
        new(new StageBlueprint<Task<T>>(() =>
        {
            var promise = StreamOps.NewPromise<T>();
            return (create(promise), promise.Task);
        }));
}
