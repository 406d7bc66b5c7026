using Akka.Streams.Implementation;

namespace Akka.Streams;

// An immutable piece of a stream, which can be run any number of times. Its shape says what it can be joined to: shapes are
// only types here, they hold nothing.
public interface IGraph<out TShape, out TMaterialized> where TShape : Shape
{
    internal Blueprint<TMaterialized> Blueprint { get; }
}

public abstract class Shape;

public abstract class SourceShape<T> : Shape;

public abstract class FlowShape<TIn, TOut> : Shape;

public abstract class SinkShape<T> : Shape;

public abstract class ClosedShape : Shape;

/// <summary>What all graphs are made of.</summary>
public abstract class Graph<TShape, TMat> : IGraph<TShape, TMat> where TShape : Shape
{
    private protected Graph(Blueprint<TMat> blueprint) => Blueprint = blueprint;
    internal Blueprint<TMat> Blueprint { get; }
    Blueprint<TMat> IGraph<TShape, TMat>.Blueprint => Blueprint;
}
