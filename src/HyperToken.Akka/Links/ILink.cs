using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>
/// An open channel to one contact. Safe to use from any thread. It never blocks and never holds more than its limits: payload
/// that it cannot take is dropped and counted, and when it cannot take a control frame, it has failed.
/// </summary>
internal interface ILink : IAttachment
{
    /// <summary>Who is at the other end.</summary>
    Contact Remote { get; }

    /// <summary>Whether frames can still be sent.</summary>
    bool IsOpen { get; }

    /// <summary>Whether nothing will be sent or received any more.</summary>
    bool IsEnded { get; }

    /// <summary>Whether this side closed the link because the other sent nonsense; what is still queued from there is dropped.</summary>
    bool IsFaulty { get; }

    /// <summary>When the link last carried a frame, in either direction.</summary>
    Instant LastUsed { get; }

    /// <summary>Takes a frame, to send or to drop it as its limits say; false when the link is closed.</summary>
    bool TrySend(in EncodedFrame frame, Instant now);

    /// <summary>Whether the publisher may go on; if not, its peer is told by <see cref="LinkHasRoom"/> when it may.</summary>
    bool HasRoom();

    /// <summary>The link is in use.</summary>
    void Used(Instant now);

    /// <summary>The peer has taken a frame of this link out of its mailbox: another one may come.</summary>
    void Taken(in EncodedFrame frame, Instant now);

    /// <summary>The other side has said how it is to be known from now on.</summary>
    void RemoteChanged(Contact contact);

    /// <summary>What the link has carried, and what waits for it.</summary>
    LinkReport Report();
}

/// <summary>A link of the peer that had no room has room again.</summary>
internal sealed class LinkHasRoom
{
    public static readonly LinkHasRoom Instance = new();

    private LinkHasRoom()
    {
    }
}
