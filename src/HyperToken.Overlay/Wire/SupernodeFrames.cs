using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Overlay.Wire;

/// <summary>A leaf attaches to a supernode, and says with every heartbeat that it still is. Answered by a <see cref="RegisteredFrame"/>.</summary>
/// <param name="IsPrimary">Whether payloads are wanted, or the ids of messages only.</param>
/// <param name="Score">The leaf's score, 0 to 1.</param>
/// <param name="IsEligible">Whether it could be a supernode: its score and its minima suffice.</param>
public sealed record RegisterFrame(bool IsPrimary, float Score, bool IsEligible) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Register;
}

/// <summary>Answers a <see cref="RegisterFrame"/>.</summary>
/// <param name="Outcome">What the leaf is to the sender now.</param>
/// <param name="PrimaryLeaves">Leaves that get payloads from the sender.</param>
/// <param name="StandbyLeaves">Leaves that get ids from the sender.</param>
/// <param name="NetworkSize">How many peers the sender estimates the network to have; 0 when it cannot tell.</param>
/// <param name="Others">Supernodes the sender knows, the least loaded first.</param>
/// <param name="Rival">From a peer that knows no supernode: the best of those that know none either.</param>
public sealed record RegisteredFrame(
    RegisterOutcome Outcome, int PrimaryLeaves, int StandbyLeaves, int NetworkSize, IReadOnlyList<SupernodeLoad> Others, Rival? Rival) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Registered;
}

/// <summary>What a <see cref="RegisterFrame"/> has led to. The values are on the wire.</summary>
public enum RegisterOutcome : byte
{
    /// <summary>The leaf gets payloads.</summary>
    Primary = 1,

    /// <summary>The leaf gets ids.</summary>
    Standby = 2,

    /// <summary>There is no room: others are named.</summary>
    Full = 3,

    /// <summary>The sender is no supernode, or none any more: others are named, as far as it knows any.</summary>
    NotSupernode = 4,
}

/// <summary>A supernode and its load.</summary>
/// <param name="Contact">The supernode.</param>
/// <param name="PrimaryLeaves">Leaves that get payloads from it.</param>
/// <param name="StandbyLeaves">Leaves that get ids from it.</param>
public sealed record SupernodeLoad(Contact Contact, int PrimaryLeaves, int StandbyLeaves);

/// <summary>A peer that knows no supernode.</summary>
/// <param name="Contact">The peer.</param>
/// <param name="Score">Its score, 0 to 1.</param>
public sealed record Rival(Contact Contact, float Score);

/// <summary>A leaf is attached no longer.</summary>
public sealed record DetachFrame : Frame
{
    /// <summary>The only one.</summary>
    public static readonly DetachFrame Instance = new();

    private DetachFrame()
    {
    }

    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Detach;
}

/// <summary>A peer tells others its role and, as a supernode, its load.</summary>
/// <param name="Contact">The sender, as it is to be known from now on.</param>
/// <param name="Role">Its role.</param>
/// <param name="Score">Its score, 0 to 1.</param>
/// <param name="PrimaryLeaves">Leaves that get payloads from it.</param>
/// <param name="StandbyLeaves">Leaves that get ids from it.</param>
/// <param name="Supernodes">How many supernodes it estimates there are; 0 when it cannot tell.</param>
public sealed record AnnounceFrame(Contact Contact, PeerRole Role, float Score, int PrimaryLeaves, int StandbyLeaves, int Supernodes) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Announce;
}

/// <summary>A supernode asks a leaf to become one, since there are too few.</summary>
/// <param name="IsUrgent">Whether the minima do not matter.</param>
public sealed record InviteFrame(bool IsUrgent) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Invite;
}

/// <summary>A candidate asks a supernode to be confirmed. Answered by a <see cref="ConfirmFrame"/>.</summary>
/// <param name="Score">Its score, 0 to 1.</param>
public sealed record CandidateFrame(float Score) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Candidate;
}

/// <summary>Answers a <see cref="CandidateFrame"/>.</summary>
/// <param name="IsConfirmed">Whether the sender wants one more supernode too.</param>
public sealed record ConfirmFrame(bool IsConfirmed) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Confirm;
}
