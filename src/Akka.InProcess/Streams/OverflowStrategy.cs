namespace Akka.Streams;

public enum OverflowStrategy
{
    DropHead = 2,
    DropTail,
    DropBuffer,
    DropNew,
    Backpressure,
    Fail,
}
