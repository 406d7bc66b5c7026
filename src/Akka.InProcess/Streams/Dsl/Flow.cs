using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>The middle of a stream: the stages between an open input and an open output.</summary>
public sealed class Flow<TIn, TOut, TMat> : IGraph<FlowShape<TIn, TOut>, TMat>
{
    internal Flow(IBlueprint<TMat> blueprint) => Blueprint = blueprint;

    IBlueprint<TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Blueprint => Blueprint;

    internal IBlueprint<TMat> Blueprint { get; }

    /// <summary>Goes on through another flow, keeping this flow's materialized value.</summary>
    public Flow<TIn, T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) => ViaMaterialized(flow, Keep.Left);

    /// <summary>Goes on through another flow.</summary>
    public Flow<TIn, TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow, Func<TMat, TMat2, TMat3> combine) =>
        new(new JoinedBlueprint<TMat, TMat2, TMat3>(Blueprint, flow.Blueprint, combine));

    /// <summary>Ends in a sink, keeping this flow's materialized value.</summary>
    public Sink<TIn, TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) => ToMaterialized(sink, Keep.Left);

    /// <summary>Ends in a sink.</summary>
    public Sink<TIn, TMat3> ToMaterialized<TMat2, TMat3>(IGraph<SinkShape<TOut>, TMat2> sink, Func<TMat, TMat2, TMat3> combine) =>
        new(new JoinedBlueprint<TMat, TMat2, TMat3>(Blueprint, sink.Blueprint, combine));

    /// <summary>The same flow with another materialized value.</summary>
    public Flow<TIn, TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(new MappedBlueprint<TMat, TMat2>(Blueprint, mapFunc));
}

/// <summary>Makes flows.</summary>
public static class Flow
{
    /// <summary>Hands every element on; operators are put behind it.</summary>
    public static Flow<T, T, NotUsed> Create<T>() => new(EmptyBlueprint.Instance);

    /// <summary>Applies a function to every element.</summary>
    public static Flow<TIn, TOut, NotUsed> FromFunction<TIn, TOut>(Func<TIn, TOut> function) => Create<TIn>().Select(function);

    /// <summary>A graph as a flow.</summary>
    public static Flow<TIn, TOut, TMat> FromGraph<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> graph) => new(graph.Blueprint);
}
