namespace Akka.Streams;

public interface ISourceQueue<in T>
{
    Task<IQueueOfferResult> OfferAsync(T element);
    Task WatchCompletionAsync();
}

public interface ISourceQueueWithComplete<in T> : ISourceQueue<T>
{
    void Complete();
    void Fail(Exception ex);
}

public interface IQueueOfferResult;

public sealed class QueueOfferResult
{
    private QueueOfferResult() { }

    public sealed class Enqueued : IQueueOfferResult
    {
        public static readonly Enqueued Instance = new();

        private Enqueued() { }
    }

    public sealed class Dropped : IQueueOfferResult
    {
        public static readonly Dropped Instance = new();

        private Dropped() { }
    }

    public sealed class Failure(Exception cause) : IQueueOfferResult
    {
        public Exception Cause { get; } = cause;
    }

    public sealed class QueueClosed : IQueueOfferResult
    {
        public static readonly QueueClosed Instance = new();

        private QueueClosed() { }
    }
}
