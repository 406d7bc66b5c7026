namespace Akka.Streams;

/// <summary>What happens to an element that finds a buffer full.</summary>
public enum OverflowStrategy
{
    /// <summary>The oldest element makes room.</summary>
    DropHead = 2,

    /// <summary>The youngest element makes room.</summary>
    DropTail,

    /// <summary>All elements make room.</summary>
    DropBuffer,

    /// <summary>The new element is dropped.</summary>
    DropNew,

    /// <summary>The producer waits.</summary>
    Backpressure,

    /// <summary>The stream fails with <see cref="BufferOverflowException"/>.</summary>
    Fail,
}
