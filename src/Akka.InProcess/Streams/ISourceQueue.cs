namespace Akka.Streams;

/// <summary>Gives elements to a running stream from outside. Safe for any thread.</summary>
public interface ISourceQueue<in T>
{
    /// <summary>
    /// Offers an element. Under <see cref="OverflowStrategy.Backpressure"/> the task ends when the element has found room, and one offer
    /// may wait at a time: a further one fails with <see cref="Akka.Pattern.IllegalStateException"/>. After the stream's end the task
    /// fails with <see cref="StreamDetachedException"/>.
    /// </summary>
    Task<IQueueOfferResult> OfferAsync(T element);

    /// <summary>Ends with the stream, as seen by the queue.</summary>
    Task WatchCompletionAsync();
}

/// <summary>A queue that can end its stream.</summary>
public interface ISourceQueueWithComplete<in T> : ISourceQueue<T>
{
    /// <summary>Ends the stream after the elements that are buffered.</summary>
    void Complete();

    /// <summary>Fails the stream; buffered elements are lost.</summary>
    void Fail(Exception ex);

    /// <summary>Ends with the stream, as seen by the queue.</summary>
    new Task WatchCompletionAsync();
}
