using Akka.Streams.Implementation;

namespace Akka.Streams;

public class BufferOverflowException(string message) : Exception(message);

public class StreamDetachedException() : Exception("Stream is terminated. Materialized value is detached.");

public class NoSuchElementException(string message) : Exception(message);

public sealed class AbruptStageTerminationException : Exception
{
    internal AbruptStageTerminationException(StageLogic logic)
        : base($"GraphStage {logic} terminated abruptly, caused by for example materializer or actor system termination.") { }
}
