using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>A buffer with <see cref="OverflowStrategy.Fail"/> was full.</summary>
public class BufferOverflowException(string message) : Exception(message);

/// <summary>The stream behind a materialized value has ended.</summary>
public class StreamDetachedException(string message) : Exception(message)
{
    /// <summary>With the usual message.</summary>
    public StreamDetachedException() : this("Stream is terminated. Materialized value is detached.")
    {
    }
}

/// <summary>The actor that ran a stream was stopped before the stream had ended.</summary>
public class AbruptTerminationException(IActorRef actor) : Exception($"Processor actor [{actor}] terminated abruptly")
{
    /// <summary>The actor.</summary>
    public readonly IActorRef Actor = actor;
}

/// <summary>A stage was stopped, with its materializer or its actor system, before the stream had ended.</summary>
public sealed class AbruptStageTerminationException : Exception
{
    internal AbruptStageTerminationException(StageLogic logic)
        : base($"GraphStage {logic} terminated abruptly, caused by for example materializer or actor system termination.")
    {
    }
}

/// <summary>A stream ended without the element that was asked for.</summary>
public class NoSuchElementException(string message) : Exception(message);
