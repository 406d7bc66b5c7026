using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Records;

/// <summary>What looking for a leaf has found.</summary>
/// <param name="Leaf">The id looked for.</param>
/// <param name="Supernodes">Through whom it is reached, its primary first; the peer itself where the id is that of a supernode; none where it was not found.</param>
/// <param name="Queries">Questions sent: those of the lookup, and those for the record.</param>
/// <param name="Rounds">The longest chain of answers of the lookup; 0 where nobody was asked.</param>
public sealed record LocateResult(PeerId Leaf, IReadOnlyList<Contact> Supernodes, int Queries, int Rounds)
{
    /// <summary>Whether anybody is known through whom it is reached.</summary>
    public bool Found => Supernodes.Count > 0;
}
