using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>The last way of a message for a leaf: through which of its supernodes it is to go, and how often they were looked for.</summary>
internal sealed class HandOver
{
    /// <summary>Once as the leaf was known or found, and once more where none of those it had is with it any more.</summary>
    private const int MaxRounds = 2;

    private IReadOnlyList<Contact> _supernodes = [];
    private int _rounds;

    /// <summary>Where it stands in the order of those that wait for an answer; null when it does not wait.</summary>
    public LinkedListNode<Route>? Waiting { get; set; }

    /// <summary>When another supernode is tried.</summary>
    public Instant NextTryAt { get; set; }

    /// <summary>Whether somebody it was handed to has said nothing: the leaf may have it all the same.</summary>
    public bool WasSilent { get; set; }

    /// <summary>Whether to look for the leaf: again only where it had supernodes.</summary>
    public bool MayLook => _rounds == 0 || (_rounds < MaxRounds && _supernodes.Count > 0);

    /// <summary>The leaf was found, or was not.</summary>
    public void Through(IReadOnlyList<Contact> supernodes)
    {
        _supernodes = supernodes;
        _rounds++;
    }

    /// <summary>The next to try, the primary first.</summary>
    public Contact? Next(Route route, PeerId self) =>
        _supernodes.FirstOrDefault(supernode => supernode.Id != self && supernode.Id != route.From?.Id && !route.HasTried(supernode));
}
