using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>An open channel to one contact. Safe to use from any thread.</summary>
internal interface ILink
{
    /// <summary>Who is at the other end.</summary>
    Contact Remote { get; }

    /// <summary>Whether frames still get through.</summary>
    bool IsOpen { get; }

    /// <summary>Whether this side closed the link because the other sent nonsense; what is still queued from there is dropped.</summary>
    bool IsFaulty { get; }

    /// <summary>When the link last carried a frame, in either direction.</summary>
    Instant LastUsed { get; }

    /// <summary>Takes a frame; false when the link is closed.</summary>
    bool TrySend(in EncodedFrame frame, Instant now);

    /// <summary>Notes that a frame came in.</summary>
    void Used(Instant now);

    /// <summary>Closes the link for both sides; the other side is told. A second call does nothing.</summary>
    void Close(LinkCloseReason reason);
}
