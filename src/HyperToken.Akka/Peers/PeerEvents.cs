using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Peers;

/// <summary>Something a subscriber of a peer is told.</summary>
public interface IPeerEvent
{
}

/// <summary>A message for this peer or for everybody has arrived. Each arrives once.</summary>
/// <param name="Id">The message.</param>
/// <param name="Body">Who sent it, and what.</param>
/// <param name="Hops">How many hops it made, 1 or more.</param>
public sealed record MessageReceived(MessageId Id, EnvelopeBody Body, int Hops) : IPeerEvent;

/// <summary>The peer's neighbourhood has changed.</summary>
/// <param name="Contact">Whom it concerns.</param>
/// <param name="Change">What happened.</param>
public sealed record MembershipChanged(Contact Contact, MembershipChange Change) : IPeerEvent;

/// <summary>The peer has another role now, in a network of supernodes and leaves.</summary>
/// <param name="Role">The role.</param>
public sealed record PeerRoleChanged(PeerRole Role) : IPeerEvent;

/// <summary>The peer follows another strategy from now on.</summary>
/// <param name="From">The one before; <see cref="RoutingStrategy.Auto"/> where it had not chosen yet.</param>
/// <param name="To">The one it follows.</param>
/// <param name="NetworkSize">For how many peers it was chosen; 0 where the application chose.</param>
public sealed record PeerStrategyChanged(RoutingStrategy From, RoutingStrategy To, int NetworkSize) : IPeerEvent;

/// <summary>A change of a peer's neighbourhood.</summary>
public enum MembershipChange
{
    /// <summary>The contact has entered the routing table.</summary>
    ContactAdded = 0,

    /// <summary>The contact has left the routing table.</summary>
    ContactEvicted,

    /// <summary>A link to the contact is open.</summary>
    LinkOpened,

    /// <summary>The link to the contact has closed.</summary>
    LinkClosed,
}
