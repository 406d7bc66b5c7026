using System.Collections.Concurrent;
using System.Threading.Channels;
using Akka.Streams.Dsl;

namespace Akka.Conformance.Tests.Streams;

/// <summary>Takes one element at a time and asks for the next only after it was told to.</summary>
internal sealed class SlowConsumer<T>
{
    private readonly Channel<T> _taken = Channel.CreateUnbounded<T>();
    private readonly SemaphoreSlim _permits = new(0);

    public ConcurrentQueue<T> All { get; } = new();

    public Sink<T, Task<Done>> Sink => Akka.Streams.Dsl.Sink.ForEachAsync<T>(1, Handle);

    /// <summary>The next element; the consumer is then busy with it.</summary>
    public Task<T> Next() => _taken.Reader.ReadAsync().AsTask().Soon();

    /// <summary>Lets the consumer be done with so many elements.</summary>
    public void Release(int count = 1) => _permits.Release(count);

    public void ReleaseAll() => _permits.Release(1_000_000);

    private Task Handle(T element)
    {
        All.Enqueue(element);
        _taken.Writer.TryWrite(element);
        return _permits.WaitAsync();
    }
}
