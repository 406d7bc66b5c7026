using System.Collections.Concurrent;

namespace Akka.Streams.Implementation;

/// <summary>The streams that wait for their actor. Whoever takes one out owns it, so that each is either run or aborted.</summary>
internal sealed class StreamRegistry
{
    private readonly ConcurrentDictionary<Interpreter, byte> _waiting = [];
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    /// <summary>False once closed.</summary>
    public bool TryAdd(Interpreter interpreter)
    {
        if (_isClosed)
        {
            return false;
        }

        _waiting.TryAdd(interpreter, 0);
        Interlocked.MemoryBarrier();
        return !_isClosed || !TryTake(interpreter);
    }

    public bool TryTake(Interpreter interpreter) => _waiting.TryRemove(interpreter, out _);

    public void Close()
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
        foreach (var interpreter in _waiting.Keys)
        {
            if (TryTake(interpreter))
            {
                interpreter.Abort();
            }
        }
    }
}
