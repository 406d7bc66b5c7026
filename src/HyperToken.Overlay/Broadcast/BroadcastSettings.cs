using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Broadcast;

/// <summary>The numbers broadcasts run on.</summary>
public sealed record BroadcastSettings
{
    /// <summary>By which rules this peer's own broadcasts spread; null: the plan its strategy uses.</summary>
    public BroadcastPlan? Plan { get; init; }

    /// <summary>Contacts an epidemic broadcast is forwarded to: 1 to 255, default 20 (the seed's k).</summary>
    public int FanOut { get; init; } = 20;

    /// <summary>Hops a broadcast may make: 1 to 255, default 10.</summary>
    public int TimeToLive { get; init; } = 10;

    /// <summary>The tree plan.</summary>
    public TreeSettings Tree { get; init; } = new();

    /// <summary>What is kept of broadcasts, to tell copies apart and to send again.</summary>
    public RepairSettings Repair { get; init; } = new();

    /// <summary>Whether a peer that has just started asks for what was published before, as far as others still keep it; default no.</summary>
    public bool CatchUp { get; init; }

    /// <summary>How long the id of a message for one peer is remembered at least, so that its copies are told apart; default 60 s.</summary>
    public TimeSpan SeenWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Ids of messages for one peer remembered per window at most, 1 or more; beyond it the oldest are forgotten early, and counted.</summary>
    public int SeenCapacity { get; init; } = 65_536;

    /// <summary>The longest payload, in bytes; default 1 MiB.</summary>
    public int MaxPayloadBytes { get; init; } = 1 << 20;
}
