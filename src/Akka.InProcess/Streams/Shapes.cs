namespace Akka.Streams;

/// <summary>What a piece of a stream can be joined to. Shapes are only types here; they hold nothing.</summary>
public abstract class Shape
{
    private protected Shape()
    {
    }
}

/// <summary>One output.</summary>
public sealed class SourceShape<T> : Shape
{
    private SourceShape()
    {
    }
}

/// <summary>One input, one output.</summary>
public sealed class FlowShape<TIn, TOut> : Shape
{
    private FlowShape()
    {
    }
}

/// <summary>One input.</summary>
public sealed class SinkShape<T> : Shape
{
    private SinkShape()
    {
    }
}

/// <summary>No open end: it can be run.</summary>
public sealed class ClosedShape : Shape
{
    private ClosedShape()
    {
    }
}
