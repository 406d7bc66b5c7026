using HyperToken.Overlay;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Peers;

namespace HyperToken.Simulation.Runs;

/// <summary>Enters what the run orders peers to do into the calendar. Only while the workers rest.</summary>
internal sealed class OrderBook
{
    private readonly Worker _worker;
    private uint _sequence;

    public OrderBook(Worker worker) => _worker = worker;

    /// <summary>Orders a peer to do something at a time, now or later.</summary>
    public void Add(int peer, Instant at, PeerCommand command) =>
        _worker.Post(new SimulatedEvent(at, peer, SimulatedEvent.Simulator, ++_sequence, command));
}
