using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>What a lookup found.</summary>
/// <param name="Target">The id looked for.</param>
/// <param name="Closest">The closest contacts that answered, closest first; at most k.</param>
/// <param name="Queries">Queries sent, each counted.</param>
/// <param name="Rounds">The longest chain of answers that led to one of the closest, 1 or more unless nobody was asked.</param>
/// <param name="Failures">Contacts that refused or stayed silent.</param>
/// <param name="Exhausted">Whether the lookup ended because it had spent its queries, not because it was done.</param>
public sealed record LookupResult(
    PeerId Target, IReadOnlyList<Contact> Closest, int Queries, int Rounds, int Failures, bool Exhausted)
{
    /// <summary>Whether a peer with exactly the id looked for answered.</summary>
    public bool Found => Closest.Count > 0 && Closest[0].Id == Target;

    /// <summary>The result of a lookup that was cut short and found nothing.</summary>
    public static LookupResult Crashed(PeerId target) => new(target, [], 0, 0, 0, Exhausted: true);
}
