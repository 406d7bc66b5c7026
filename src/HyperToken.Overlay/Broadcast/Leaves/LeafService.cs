using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Leaves;

/// <summary>
/// What a supernode does for its leaves: whatever the plan by which a message came, the primary ones get it, and the standby ones are
/// told its id, so that they can ask for it if their primary does not bring it.
/// </summary>
internal sealed class LeafService
{
    private static readonly TimeSpan OldFrom = TimeSpan.FromSeconds(1);

    private readonly MessageMemory _memory;
    private readonly PeerCounters _counters;
    private readonly ServeBudget _budget;

    public LeafService(RepairSettings settings, MessageMemory memory, PeerCounters counters)
    {
        _memory = memory;
        _counters = counters;
        _budget = new ServeBudget(settings);
    }

    /// <summary>A message is new here.</summary>
    /// <returns>To how many leaves it was sent.</returns>
    public static int Serve(HeldMessage held, RoleSnapshot role, in PeerId origin, in PeerId from, Instant now, IPeerOutput output)
    {
        var payload = PayloadOf(held, now);
        var sent = 0;
        foreach (var leaf in role.PrimaryLeaves)
        {
            if (leaf.Id == origin || leaf.Id == from)
                continue;

            output.Send(leaf, payload);
            sent++;
        }

        var have = new HaveFrame(held.Id, 0);
        foreach (var leaf in role.StandbyLeaves)
        {
            if (leaf.Id != origin && leaf.Id != from)
                output.Send(leaf, have);
        }

        return sent;
    }

    /// <summary>A leaf wants a message it was told of, as far as its budget goes.</summary>
    public void Wanted(Contact leaf, MessageId id, Instant now, IPeerOutput output)
    {
        // Each asks for one message: after a crash a leaf asks for as many as are published.
        _budget.Renew(now);
        if (_memory.Find(id) is not { } held || !_budget.TrySend(leaf.Id, held.Envelope.Bytes.Length))
        {
            _counters.ServesRefused++;
            return;
        }

        _counters.Served++;
        _counters.PayloadsSent++;
        output.Send(leaf, PayloadOf(held, now));
    }

    /// <summary>What is not new any more, this supernode got by repair, and so does the leaf.</summary>
    private static BroadcastFrame PayloadOf(HeldMessage held, Instant now) => held.AgeAt(now) >= OldFrom
        ? new(held.ForRepair(now), held.Envelope)
        : new(new HopHeader(held.Id, BroadcastPlan.Supernode, TimeToLive: 0, (byte)Math.Min(byte.MaxValue, held.Hops + 1)), held.Envelope);
}
