using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

public sealed class Flow<TIn, TOut, TMat> : Graph<FlowShape<TIn, TOut>, TMat>
{
    internal Flow(Blueprint<TMat> blueprint) : base(blueprint) { }

    public Flow<TIn, T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => ViaMaterialized(flow, Keep.Left);

    public Flow<TIn, TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) => new(Blueprint.Join(flow.Blueprint, combine));

    public Sink<TIn, TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => ToMaterialized(sink, Keep.Left);

    public Sink<TIn, TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        new(Blueprint.Join(sink.Blueprint, combine));
}

public static class Flow
{
    public static Flow<T, T, NotUsed> Create<T>() => new(static _ => NotUsed.Instance);
}
