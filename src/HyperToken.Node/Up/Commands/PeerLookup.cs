using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Node.Up.Commands;

/// <summary>One look for a peer.</summary>
/// <param name="Result">Of the lookup among the servers.</param>
/// <param name="Supernodes">Those a leaf has said it is attached to; none where it is no leaf, or has not.</param>
/// <param name="Took">From the call to its result.</param>
internal sealed record PeerLookup(LookupResult Result, IReadOnlyList<Contact> Supernodes, TimeSpan Took)
{
    /// <summary>Whether the peer was found.</summary>
    public bool Found => Result.Found || Supernodes.Count > 0;
}
