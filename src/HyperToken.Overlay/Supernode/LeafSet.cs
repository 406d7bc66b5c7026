using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <summary>The leaves attached to a supernode: the primary ones get payloads from it, the standby ones ids. Whoever has not said for three heartbeats that it is there is attached no longer.</summary>
internal sealed class LeafSet
{
    private const int MissedHeartbeats = 3;
    private readonly SupernodeSettings _settings;
    private readonly Dictionary<PeerId, Leaf> _leaves = [];

    public LeafSet(SupernodeSettings settings) => _settings = settings;

    /// <summary>Leaves that get payloads.</summary>
    public int Primary { get; private set; }

    /// <summary>Leaves that get ids.</summary>
    public int Standby => _leaves.Count - Primary;

    /// <summary>Everybody attached.</summary>
    public IEnumerable<Leaf> All => _leaves.Values;

    /// <summary>A leaf attaches, changes what it is, or says that it is still there.</summary>
    /// <returns>What it is now, and whether that has changed.</returns>
    public (RegisterOutcome Outcome, bool IsNew) Register(Contact contact, RegisterFrame register, Instant now)
    {
        _leaves.TryGetValue(contact.Id, out var known);
        var isPrimary = register.IsPrimary && (known is { IsPrimary: true } || Primary < _settings.MaxLeaves);

        // Whoever asked to be primary where there is no room has to look elsewhere, unless it can stay as what it is.
        var isNewStandby = !isPrimary && known is not { IsPrimary: false };
        if (isNewStandby && (register.IsPrimary || Standby >= _settings.MaxStandbyLeaves))
            return (RegisterOutcome.Full, Remove(contact.Id));

        Primary += (isPrimary ? 1 : 0) - (known is { IsPrimary: true } ? 1 : 0);
        _leaves[contact.Id] = new Leaf(contact, isPrimary, register.Score, register.IsEligible, now);
        return (isPrimary ? RegisterOutcome.Primary : RegisterOutcome.Standby, known?.IsPrimary != isPrimary);
    }

    public bool Contains(in PeerId id) => _leaves.ContainsKey(id);

    /// <summary>A leaf has left, or its link is lost.</summary>
    /// <returns>Whether it was attached.</returns>
    public bool Remove(in PeerId id)
    {
        if (!_leaves.Remove(id, out var leaf))
            return false;

        Primary -= leaf.IsPrimary ? 1 : 0;
        return true;
    }

    /// <summary>Removes those that have been silent for too long.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Expire(Instant now)
    {
        var any = false;
        foreach (var leaf in _leaves.Values.Where(leaf => now - leaf.HeardAt > MissedHeartbeats * _settings.HeartbeatInterval).ToArray())
            any |= Remove(leaf.Contact.Id);

        return any;
    }

    /// <summary>Removes everybody.</summary>
    public void Clear()
    {
        _leaves.Clear();
        Primary = 0;
    }

    /// <summary>
    /// The leaf with the best score: the one to become a supernode. Of equals chance decides: by their ids, all supernodes would lie in
    /// one part of the id space, and what is told from their density would be wrong.
    /// </summary>
    /// <param name="isUrgent">Whether the minima do not matter.</param>
    /// <param name="random">The peer's source of chance.</param>
    public Leaf? Best(bool isUrgent, RandomSource random)
    {
        Leaf? best = null;
        var equals = 0;
        foreach (var leaf in _leaves.Values)
        {
            if (!leaf.IsPrimary || !(isUrgent || leaf.IsEligible) || leaf.Score < best?.Score)
                continue;

            equals = leaf.Score == best?.Score ? equals + 1 : 1;
            if (random.Next(equals) == 0)
                best = leaf;
        }

        return best;
    }

    /// <summary>One attached leaf.</summary>
    /// <param name="Contact">Who it is.</param>
    /// <param name="IsPrimary">Whether it gets payloads.</param>
    /// <param name="Score">Its score, 0 to 1.</param>
    /// <param name="IsEligible">Whether it could be a supernode.</param>
    /// <param name="HeardAt">When it last said that it is there.</param>
    public sealed record Leaf(Contact Contact, bool IsPrimary, float Score, bool IsEligible, Instant HeardAt);
}
