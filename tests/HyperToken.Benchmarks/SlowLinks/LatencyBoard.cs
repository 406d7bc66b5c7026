using System.Buffers.Binary;
using System.Diagnostics;
using HyperToken.Overlay.Broadcast;
using HyperToken.Peers;

namespace HyperToken.Benchmarks.SlowLinks;

/// <summary>How long each delivery took since its message was published. A message carries the instant in its payload.</summary>
internal sealed class LatencyBoard(int deliveries) : IPeerObserver
{
    private readonly float[] _millis = new float[deliveries];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _early;

    /// <summary>Ends with the last delivery.</summary>
    public Task Complete => _complete.Task;

    /// <summary>Deliveries so far of messages that are measured.</summary>
    public int Delivered => Math.Min(Volatile.Read(ref _count), deliveries);

    /// <summary>Deliveries so far of messages to warm up.</summary>
    public int Early => Volatile.Read(ref _early);

    /// <summary>Marks a payload: published now.</summary>
    public static void Stamp(Span<byte> payload, bool isMeasured) =>
        BinaryPrimitives.WriteInt64LittleEndian(payload, isMeasured ? Stopwatch.GetTimestamp() : 0);

    /// <summary>The latency that so great a share of the deliveries did not exceed, in ms.</summary>
    public double Percentile(double share)
    {
        var sorted = _millis.AsSpan(0, Delivered).ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    void IPeerObserver.Delivered(EnvelopeBody body, int hops)
    {
        var published = BinaryPrimitives.ReadInt64LittleEndian(body.Payload.Span);
        if (published == 0)
        {
            Interlocked.Increment(ref _early);
            return;
        }

        var index = Interlocked.Increment(ref _count) - 1;
        if (index < deliveries)
            _millis[index] = (float)Stopwatch.GetElapsedTime(published).TotalMilliseconds;
        if (index == deliveries - 1)
            _complete.TrySetResult();
    }

    public void PayloadSent(MessageId id)
    {
    }

    public void PayloadReceived(MessageId id, bool duplicate)
    {
    }

    public void PayloadLost(MessageId id)
    {
    }
}
