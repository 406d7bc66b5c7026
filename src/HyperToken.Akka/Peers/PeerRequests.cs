using Akka.Actor;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Peers;

/// <summary>What the application asks of a peer's actor. Answers: see each.</summary>
internal static class PeerRequests
{
    /// <summary>Answered with <see cref="Done"/> when the peer can be reached.</summary>
    internal sealed record AwaitStart
    {
        public static readonly AwaitStart Instance = new();
    }

    /// <summary>Answered with <see cref="Overlay.Peer.JoinCompleted"/>.</summary>
    internal sealed record Join(IReadOnlyList<Contact> Seeds);

    /// <summary>Answered with <see cref="Overlay.Peer.MaintenanceCompleted"/>.</summary>
    internal sealed record Maintain
    {
        public static readonly Maintain Instance = new();
    }

    /// <summary>Answered with <see cref="BroadcastReceipt"/>; with a limit for its reach, with <see cref="Overlay.Peer.ReachKnown"/>.</summary>
    internal sealed record Broadcast(string Type, ReadOnlyMemory<byte> Payload, TimeSpan? ReachLimit = null);

    /// <summary>Answered with <see cref="Overlay.Peer.SendCompleted"/>.</summary>
    internal sealed record Send(PeerId Target, string Type, ReadOnlyMemory<byte> Payload);

    /// <summary>Answered with <see cref="Overlay.Peer.LookupCompleted"/>.</summary>
    internal sealed record FindNode(PeerId Target);

    /// <summary>Answered with <see cref="Overlay.Peer.LocateCompleted"/>.</summary>
    internal sealed record Locate(PeerId Leaf);

    /// <summary>Answered with <see cref="Done"/>.</summary>
    internal sealed record SwitchStrategy(RoutingStrategy Strategy);

    /// <summary>Answered with <see cref="PeerReport"/>.</summary>
    internal sealed record Inspect
    {
        public static readonly Inspect Instance = new();
    }

    /// <summary>Answered with <see cref="Done"/> once in force.</summary>
    internal sealed record Subscribe(IActorRef Subscriber);

    /// <summary>Answered with <see cref="Done"/> once in force.</summary>
    internal sealed record Unsubscribe(IActorRef Subscriber);

    /// <summary>Says goodbye to every link; answered with <see cref="Done"/> when that has been sent. Stopping is for the caller.</summary>
    internal sealed record Leave
    {
        public static readonly Leave Instance = new();
    }

    /// <summary>A request is in force.</summary>
    internal sealed record Done
    {
        public static readonly Done Instance = new();
    }
}
