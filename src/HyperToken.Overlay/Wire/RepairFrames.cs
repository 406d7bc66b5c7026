using HyperToken.Overlay.Broadcast;

namespace HyperToken.Overlay.Wire;

/// <summary>Sequences of one stream, both ends included.</summary>
/// <param name="First">1 or more.</param>
/// <param name="Last">Not below <paramref name="First"/>.</param>
public readonly record struct SequenceRange(ulong First, ulong Last);

/// <summary>Messages of one stream: what its sender has, or wants.</summary>
/// <param name="Stream">Whose messages.</param>
/// <param name="AgeMillis">
/// Milliseconds that the oldest of them has been under way, as far as the sender knows; 0 in a <see cref="FetchFrame"/>. Messages of one
/// stream that differ much in age are named apart.
/// </param>
/// <param name="Ranges">The sequences, ascending, with gaps between them.</param>
public readonly record struct StreamRanges(StreamId Stream, uint AgeMillis, IReadOnlyList<SequenceRange> Ranges);

/// <summary>Repair: tells which messages the sender has and could send again.</summary>
/// <param name="Streams">The messages, by stream.</param>
/// <param name="WantsReply">Whether the receiver is asked for its own digest: the two have not heard of each other for a while, or it asks for more.</param>
/// <param name="HasMore">Whether this is a part of a digest of all the sender has, and not the last one.</param>
public sealed record DigestFrame(IReadOnlyList<StreamRanges> Streams, bool WantsReply, bool HasMore = false) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Digest;
}

/// <summary>Repair: asks for messages that a <see cref="DigestFrame"/> named; they come as broadcast frames on the plan <see cref="Strategy.BroadcastPlan.Repair"/>.</summary>
/// <param name="Streams">The messages wanted, by stream.</param>
public sealed record FetchFrame(IReadOnlyList<StreamRanges> Streams) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Fetch;
}
