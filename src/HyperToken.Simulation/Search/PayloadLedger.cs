using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Search;

/// <summary>What became of every copy of every broadcast, told apart from the protocol's own counters.</summary>
internal sealed class PayloadLedger : IPayloadWatch
{
    private readonly SimulationWorld _world;
    private readonly int _broadcasts;
    private readonly int[] _sent;
    private readonly int[] _lost;
    private readonly int[] _arrived;
    private readonly IReadOnlyList<Contact>?[] _seeds;
    private int _undelivered;

    public PayloadLedger(SimulationWorld world)
    {
        _world = world;
        _broadcasts = world.Options.Broadcasts;
        var cells = world.Options.Peers * _broadcasts;
        (_sent, _lost, _arrived) = (new int[cells], new int[cells], new int[cells]);
        _seeds = new IReadOnlyList<Contact>?[world.Options.Peers];
    }

    /// <summary>Frames that reached a live peer which had not delivered their message even afterwards.</summary>
    public int Undelivered => _undelivered;

    /// <summary>Copies sent to a peer.</summary>
    public int Sent(int peer, int number) => _sent[Cell(peer, number)];

    /// <summary>Copies sent to a peer that got lost on the way.</summary>
    public int Lost(int peer, int number) => _lost[Cell(peer, number)];

    /// <summary>Copies that reached a peer, whether it was up or not.</summary>
    public int Arrived(int peer, int number) => _arrived[Cell(peer, number)];

    /// <summary>Whom a peer knew when it last started.</summary>
    public IReadOnlyList<Contact> SeedsOf(int peer) => _seeds[peer] ?? [];

    void IPayloadWatch.Sent(int receiver, BroadcastFrame frame) => Interlocked.Increment(ref _sent[CellOf(receiver, frame)]);

    void IPayloadWatch.Lost(int receiver, BroadcastFrame frame) => Interlocked.Increment(ref _lost[CellOf(receiver, frame)]);

    void IPayloadWatch.Arrived(int receiver, BroadcastFrame frame, bool isUp, Instant now)
    {
        var number = NumberOf(frame);
        _arrived[Cell(receiver, number)]++;
        if (isUp && _world.Deliveries!.Micros(receiver, number) == 0 && _world.Deliveries.OriginOf(number) != receiver)
            Interlocked.Increment(ref _undelivered);
    }

    void IPayloadWatch.Joins(int peer, IReadOnlyList<Contact> seeds) => _seeds[peer] = seeds;

    private static int NumberOf(BroadcastFrame frame) =>
        frame.Envelope.TryOpen(out var body)
            ? DeliveryLog.NumberOf(body)
            : throw new InvalidOperationException("A peer sent an envelope that cannot be opened.");

    private int CellOf(int peer, BroadcastFrame frame) => Cell(peer, NumberOf(frame));

    private int Cell(int peer, int number) => (peer * _broadcasts) + number;
}
