using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Overlay.Identity;

namespace HyperToken.Peers;

/// <summary>What the actors of one peer are made from, and what of it survives their restarts.</summary>
internal sealed record PeerBlueprint(
    Contact Self,
    KeyPair? Keys,
    HyperTokenSettings Settings,
    ulong RandomSeed,
    IPeerObserver? Observer,
    InProcessNetwork Network,
    PeerClock Clock,
    PeerMemory Memory);
