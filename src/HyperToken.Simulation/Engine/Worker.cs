using HyperToken.Overlay;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;
using HyperToken.Simulation.Peers;

namespace HyperToken.Simulation.Engine;

/// <summary>Processes the events of its share of the peers, one window of time after the other.</summary>
internal sealed class Worker
{
    private readonly ChunkPool _pool = new();
    private readonly WindowOrder _order = new();
    private readonly EventCalendar[] _toWorkers;
    private readonly SimulatedPeer[] _peers;
    private readonly long _windowMicros;
    private long _window = -1;

    /// <summary>Makes a worker.</summary>
    /// <param name="workers">How many there are.</param>
    /// <param name="peers">All peers of the run, by index; this worker touches only its own.</param>
    /// <param name="windowMicros">The length of a window: no frame travels a shorter time.</param>
    public Worker(int workers, SimulatedPeer[] peers, long windowMicros)
    {
        _peers = peers;
        _windowMicros = windowMicros;
        _toWorkers = new EventCalendar[workers];
        for (var i = 0; i < workers; i++)
            _toWorkers[i] = new EventCalendar(_pool);
    }

    /// <summary>The time of the event in progress.</summary>
    public Instant Now { get; private set; }

    /// <summary>Frames and timers that reached a peer.</summary>
    public long Events { get; private set; }

    /// <summary>Frames of broadcasts sent to a peer and not arrived yet, as far as this worker's peers sent or received them.</summary>
    public long UnderWay { get; private set; }

    /// <summary>Working memory of the worker's peers, of which one is at work at a time.</summary>
    public PeerScratch Scratch { get; } = new();

    /// <summary>What the worker's peers did for broadcasts.</summary>
    public Measures.Traffic Traffic { get; } = new();

    /// <summary>Enters an event for any worker's peer.</summary>
    public void Post(in SimulatedEvent item)
    {
        var window = item.Time.Micros / _windowMicros;
        if (window <= _window)
            throw new InvalidOperationException($"An event at {item.Time.Micros} µs is too late: window {_window} is in progress.");

        _toWorkers[item.Receiver % _toWorkers.Length].Add(window, item);
    }

    /// <summary>Everything this worker's peers have sent that has not arrived. Only while the workers rest.</summary>
    public IEnumerable<SimulatedEvent> Pending() => _toWorkers.SelectMany(calendar => calendar.Pending());

    /// <summary>Has a peer of this worker looked after at a time.</summary>
    public void Wake(int peer, Instant at) =>
        Post(new SimulatedEvent(at, peer, peer, 0, null));

    /// <summary>A frame was sent (+1) or has arrived (-1); only those of broadcasts are counted, payload and control.</summary>
    public void CountUnderWay(Frame frame, int change) => UnderWay += Measures.FrameUses.BelongsToBroadcast(frame.Kind) ? change : 0;

    /// <summary>Takes from every worker what falls into a window. Only while all workers rest.</summary>
    public void Prepare(long window, ReadOnlySpan<Worker> workers, int self)
    {
        _window = window;
        foreach (var from in workers)
            from._toWorkers[self].Take(window, _order.Chunks);
    }

    /// <summary>Processes the window prepared.</summary>
    public void Process()
    {
        var start = _window * _windowMicros;
        var end = new Instant(start + _windowMicros);
        _order.Sort(start);
        for (var first = 0; first < _order.Count;)
        {
            var peer = _peers[_order[first].Receiver];
            for (; first < _order.Count && _order[first].Receiver == peer.Index; first++)
                Hand(peer, _order[first]);

            RunTimers(peer, end);
            peer.ScheduleTimer(end);
        }

        _order.Release(_pool);
    }

    private void Hand(SimulatedPeer peer, in SimulatedEvent item)
    {
        // Every timer that is due by then comes first.
        RunTimers(peer, item.Time);
        if (item.Content is null)
            return;

        Now = item.Time;
        if (peer.Take(item))
            Events++;
    }

    private void RunTimers(SimulatedPeer peer, Instant before)
    {
        while (peer.NextDeadline < before)
        {
            Now = peer.NextDeadline;
            peer.Advance(Now);
            Events++;
        }
    }
}
