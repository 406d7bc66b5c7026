using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Wire;

/// <summary>
/// Tree plan: acknowledges one payload frame, duplicates too, or one <see cref="ServeFrame"/>; and answers the <see cref="OfferFrame"/>
/// of a sender that waits for a <see cref="DoneFrame"/> and has to wait longer.
/// </summary>
/// <param name="Id">The message.</param>
/// <param name="Height">The height of the frame acknowledged, 0 to 256.</param>
/// <param name="Load">Payloads the sender has forwarded lately, compared with which it is given more or less to do; see <c>ForwardLoad</c>.</param>
/// <param name="Reached">Acknowledged broadcast: how many peers were reached in the part given, the sender included; null while that is open.</param>
public sealed record AckFrame(MessageId Id, ushort Height, ushort Load, uint? Reached) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Ack;
}

/// <summary>Tree plan: asks whether the receiver has a message, and would serve its buckets below a height.</summary>
/// <param name="Id">The message.</param>
/// <param name="Height">The buckets below it are to be served, 0 to 256.</param>
public sealed record OfferFrame(MessageId Id, ushort Height) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Offer;
}

/// <summary>Tree plan: answers an <see cref="OfferFrame"/>: the message is here already.</summary>
/// <param name="Id">The message.</param>
/// <param name="Served">The sender has served, or is serving, its buckets below this height; 0 to 256.</param>
public sealed record HaveFrame(MessageId Id, ushort Served) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Have;
}

/// <summary>Tree plan: answers an <see cref="OfferFrame"/>: the message is not here yet.</summary>
/// <param name="Id">The message.</param>
public sealed record WantFrame(MessageId Id) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Want;
}

/// <summary>Tree plan: asks somebody who has a message to serve a region; acknowledged by an <see cref="AckFrame"/>.</summary>
/// <param name="Id">The message.</param>
/// <param name="Point">Any id of the region.</param>
/// <param name="Length">How many leading bits all ids of the region share with <paramref name="Point"/>, 0 to 256.</param>
public sealed record ServeFrame(MessageId Id, PeerId Point, ushort Length) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Serve;
}

/// <summary>Acknowledged broadcast: the part of the network that the receiver gave to the sender has been served.</summary>
/// <param name="Id">The message.</param>
/// <param name="Height">The height that was given, 0 to 256.</param>
/// <param name="Reached">How many peers have the message, the sender included.</param>
public sealed record DoneFrame(MessageId Id, ushort Height, uint Reached) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Done;
}
