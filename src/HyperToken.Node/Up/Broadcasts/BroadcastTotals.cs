using System.Diagnostics;

namespace HyperToken.Node.Up.Broadcasts;

/// <summary>All reported broadcasts together.</summary>
internal sealed class BroadcastTotals
{
    private readonly Lock _lock = new();
    private int _underWay;
    private long _busySince;
    private TimeSpan _busy;

    public int Broadcasts { get; private set; }

    public long Delivered { get; private set; }

    public long Expected { get; private set; }

    public long PayloadsReceived { get; private set; }

    /// <summary>Deliveries ÷ expected deliveries; 1 while nothing was expected.</summary>
    public double DeliveryRate => Expected == 0 ? 1 : (double)Delivered / Expected;

    /// <summary>Payload frames received ÷ peers that should receive; 0 while nothing was expected.</summary>
    public double CopiesPerPeer => Expected == 0 ? 0 : (double)PayloadsReceived / Expected;

    /// <summary>Deliveries in a second in which at least one broadcast was under way; 0 before the first.</summary>
    public double DeliveriesPerSecond => Busy > TimeSpan.Zero ? Delivered / Busy.TotalSeconds : 0;

    private TimeSpan Busy
    {
        get
        {
            lock (_lock)
                return _underWay == 0 ? _busy : _busy + Stopwatch.GetElapsedTime(_busySince);
        }
    }

    public void Started()
    {
        lock (_lock)
        {
            if (_underWay++ == 0)
                _busySince = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>One of those started has ended; null when it could not be published.</summary>
    public void Ended(TrackedBroadcast? broadcast)
    {
        lock (_lock)
        {
            if (--_underWay == 0)
                _busy += Stopwatch.GetElapsedTime(_busySince);

            if (broadcast is null)
                return;

            Broadcasts++;
            Delivered += broadcast.Delivered;
            Expected += broadcast.Expected;
            PayloadsReceived += broadcast.PayloadsReceived;
        }
    }
}
