using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>How far a lookup got with one contact.</summary>
internal enum CandidateState : byte
{
    /// <summary>Not asked yet.</summary>
    Heard,

    /// <summary>Asked, and within its time-out.</summary>
    InFlight,

    /// <summary>Asked, past its time-out: another query took its place, but an answer still counts.</summary>
    Late,

    /// <summary>Answered.</summary>
    Answered,

    /// <summary>Refused, or silent to the end.</summary>
    Failed,
}

/// <summary>One contact a lookup knows of.</summary>
/// <param name="Contact">Who it is.</param>
/// <param name="State">How far the lookup got with it.</param>
/// <param name="Depth">How many answers led to it; 0 for those known at the start.</param>
/// <param name="AskedAt">When it was asked.</param>
internal readonly record struct LookupCandidate(Contact Contact, CandidateState State, byte Depth, Instant AskedAt);
