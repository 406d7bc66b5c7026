using System.Diagnostics;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Output;

/// <summary>The moving figures of the live view, from the broadcasts reported last.</summary>
internal sealed class LiveRates
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly Queue<(long At, int Delivered)> _recent = [];

    /// <summary>The latency of the broadcast reported last.</summary>
    public Latency Latency { get; private set; } = Latency.Of([]);

    /// <summary>Deliveries a second over the last five seconds.</summary>
    public double DeliveriesPerSecond
    {
        get
        {
            while (_recent.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest.At) > Window)
                _recent.Dequeue();

            return _recent.Sum(broadcast => broadcast.Delivered) / Window.TotalSeconds;
        }
    }

    public void Note(BroadcastEvent broadcast)
    {
        _recent.Enqueue((Stopwatch.GetTimestamp(), broadcast.Delivered));
        Latency = broadcast.LatencyMs;
    }
}
