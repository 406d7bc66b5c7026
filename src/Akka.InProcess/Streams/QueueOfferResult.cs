namespace Akka.Streams;

/// <summary>What became of an offered element; see <see cref="QueueOfferResult"/>.</summary>
public interface IQueueOfferResult
{
}

/// <summary>The cases of <see cref="IQueueOfferResult"/>.</summary>
public sealed class QueueOfferResult
{
    private QueueOfferResult()
    {
    }

    /// <summary>The element is in the stream or its buffer.</summary>
    public sealed class Enqueued : IQueueOfferResult
    {
        /// <summary>The one value.</summary>
        public static readonly Enqueued Instance = new();

        private Enqueued()
        {
        }
    }

    /// <summary>The element was dropped, by the strategy.</summary>
    public sealed class Dropped : IQueueOfferResult
    {
        /// <summary>The one value.</summary>
        public static readonly Dropped Instance = new();

        private Dropped()
        {
        }
    }

    /// <summary>The stream failed because of the element.</summary>
    public sealed class Failure(Exception cause) : IQueueOfferResult
    {
        /// <summary>Why.</summary>
        public Exception Cause { get; } = cause;
    }

    /// <summary>The stream ended before the element found room.</summary>
    public sealed class QueueClosed : IQueueOfferResult
    {
        /// <summary>The one value.</summary>
        public static readonly QueueClosed Instance = new();

        private QueueClosed()
        {
        }
    }
}
