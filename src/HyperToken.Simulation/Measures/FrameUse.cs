using HyperToken.Overlay.Wire;

namespace HyperToken.Simulation.Measures;

/// <summary>What a frame is sent for, as reports tell frames apart.</summary>
internal enum FrameUse
{
    /// <summary>Joining, lookups, signs of life, messages for one peer: not part of a broadcast.</summary>
    Other = 0,

    /// <summary>Carries a broadcast, on any plan; repair's too.</summary>
    Payload = 1,

    /// <summary>Acknowledges, offers, asks for or fetches a broadcast.</summary>
    Control = 2,

    /// <summary>Tells what a peer has, whether or not anybody misses it.</summary>
    Digest = 3,
}

/// <summary>Which kind is sent for what.</summary>
internal static class FrameUses
{
    /// <summary>The kinds of control frames, in the order of their numbers.</summary>
    public static readonly IReadOnlyList<FrameKind> ControlKinds = [.. Enum.GetValues<FrameKind>().Where(kind => Of(kind) == FrameUse.Control)];

    /// <summary>What frames of a kind are sent for.</summary>
    public static FrameUse Of(FrameKind kind) => kind switch
    {
        FrameKind.Broadcast => FrameUse.Payload,
        FrameKind.Ack or FrameKind.Offer or FrameKind.Have or FrameKind.Want or FrameKind.Serve or FrameKind.Done or FrameKind.Fetch => FrameUse.Control,
        FrameKind.Digest => FrameUse.Digest,
        _ => FrameUse.Other,
    };

    /// <summary>Whether a broadcast goes on as long as such a frame is under way.</summary>
    public static bool BelongsToBroadcast(FrameKind kind) => Of(kind) is FrameUse.Payload or FrameUse.Control;
}
