using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

public sealed class Source<TOut, TMat> : Graph<SourceShape<TOut>, TMat>
{
    internal Source(Blueprint<TMat> blueprint) : base(blueprint) { }

    public IRunnableGraph<TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => ToMaterialized(sink, Keep.Left);

    public IRunnableGraph<TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        new RunnableGraph<TMat3>(Blueprint.Join(sink.Blueprint, combine));

    public Source<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => ViaMaterialized(flow, Keep.Left);

    public Source<TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) => new(Blueprint.Join(flow.Blueprint, combine));

    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        ToMaterialized(sink, Keep.Right).Run(materializer);
}

public static class Source
{
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable) => new(Blueprints.Stage(() => new EnumerableLogic<T>(enumerable)));

    /// <summary>Akka.NET also knows queues without a buffer, which are not needed here.</summary>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 1) throw new ArgumentException("Buffer size must be greater than 0", nameof(bufferSize));
        return new(Blueprints.Stage<ISourceQueueWithComplete<T>>(() =>
        {
            var logic = new QueueSourceLogic<T>(bufferSize, overflowStrategy);
            return (logic, logic);
        }));
    }
}
