using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Where a stream's elements come from: the stages up to an open output.</summary>
public sealed class Source<TOut, TMat> : IGraph<SourceShape<TOut>, TMat>
{
    internal Source(IBlueprint<TMat> blueprint) => Blueprint = blueprint;

    IBlueprint<TMat> IGraph<SourceShape<TOut>, TMat>.Blueprint => Blueprint;

    internal IBlueprint<TMat> Blueprint { get; }

    /// <summary>Ends the stream in a sink, keeping this source's materialized value.</summary>
    public IRunnableGraph<TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => ToMaterialized(sink, Keep.Left);

    /// <summary>Ends the stream in a sink.</summary>
    public IRunnableGraph<TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        new RunnableGraph<TMat3>(new JoinedBlueprint<TMat, TMat2, TMat3>(Blueprint, sink.Blueprint, combine));

    /// <summary>Goes on through a flow, keeping this source's materialized value.</summary>
    public Source<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => ViaMaterialized(flow, Keep.Left);

    /// <summary>Goes on through a flow.</summary>
    public Source<TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        new(new JoinedBlueprint<TMat, TMat2, TMat3>(Blueprint, flow.Blueprint, combine));

    /// <summary>The same source with another materialized value.</summary>
    public Source<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(new MappedBlueprint<TMat, TMat2>(Blueprint, mapFunc));

    /// <summary>Runs the stream into a sink and gives the sink's materialized value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        ToMaterialized(sink, Keep.Right).Run(materializer);

    /// <summary>Runs the stream into a sink and gives the sink's materialized value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, ActorSystem materializer) =>
        ToMaterialized(sink, Keep.Right).Run(materializer);

    /// <summary>Runs the stream and calls <paramref name="action"/> for each element; the task ends with the stream.</summary>
    public Task RunForeach(Action<TOut> action, IMaterializer materializer) => RunWith(Sink.ForEach(action), materializer);

    /// <summary>Runs the stream and calls <paramref name="action"/> for each element; the task ends with the stream.</summary>
    public Task RunForeach(Action<TOut> action, ActorSystem materializer) => RunWith(Sink.ForEach(action), materializer);

    /// <summary>Runs the stream and folds its elements.</summary>
    public Task<TOut2> RunAggregate<TOut2>(TOut2 zero, Func<TOut2, TOut, TOut2> aggregate, IMaterializer materializer) =>
        RunWith(Sink.Aggregate(zero, aggregate), materializer);
}

/// <summary>Makes sources.</summary>
public static class Source
{
    /// <summary>The elements of a sequence, enumerated anew by each run, as they are asked for.</summary>
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable) => Plain<T>(() => new EnumerableLogic<T>(enumerable));

    /// <summary>One element.</summary>
    public static Source<T, NotUsed> Single<T>(T element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return Plain<T>(() => new SingleLogic<T>(element));
    }

    /// <summary>No element.</summary>
    public static Source<T, NotUsed> Empty<T>() => Plain<T>(() => new EndedLogic<T>(null));

    /// <summary>A failure.</summary>
    public static Source<T, NotUsed> Failed<T>(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return Plain<T>(() => new EndedLogic<T>(cause));
    }

    /// <summary>The result of a task.</summary>
    public static Source<T, NotUsed> FromTask<T>(Task<T> task) => Plain<T>(() => new TaskLogic<T>(task));

    /// <summary>Neither an element nor an end.</summary>
    public static Source<T, NotUsed> Never<T>() => FromTask(new TaskCompletionSource<T>().Task);

    /// <summary>An element after <paramref name="initialDelay"/> and after each <paramref name="interval"/>, if there is demand then.</summary>
    public static Source<T, ICancelable> Tick<T>(TimeSpan initialDelay, TimeSpan interval, T tick) =>
        new(new StageBlueprint<ICancelable>(() =>
        {
            var logic = new TickLogic<T>(initialDelay, interval, tick);
            return (logic, logic);
        }));

    /// <summary>
    /// Elements offered from outside, of which <paramref name="bufferSize"/> may wait. Without a buffer an offer waits for demand.
    /// </summary>
    /// <exception cref="ArgumentException">The size is negative.</exception>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0)
        {
            throw new ArgumentException("Buffer size must be greater than or equal 0", nameof(bufferSize));
        }

        return new(new StageBlueprint<ISourceQueueWithComplete<T>>(() =>
        {
            var logic = new QueueSourceLogic<T>(bufferSize, overflowStrategy);
            return (logic, logic);
        }));
    }

    /// <summary>A graph as a source.</summary>
    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) => new(source.Blueprint);

    private static Source<T, NotUsed> Plain<T>(Func<StageLogic> create) => new(new PlainBlueprint(create));
}
