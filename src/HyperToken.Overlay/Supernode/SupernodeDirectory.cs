using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <summary>The supernodes a peer has heard of, with the loads they last told: where leaves are sent, and whom a leaf turns to.</summary>
internal sealed class SupernodeDirectory
{
    /// <summary>Supernodes remembered; beyond it whoever was heard of longest ago is forgotten.</summary>
    public const int MaxKnown = 128;

    /// <summary>Supernodes named to one leaf.</summary>
    private const int MaxNamed = 3;

    private readonly Dictionary<PeerId, Known> _known = [];

    /// <summary>How many are known.</summary>
    public int Count => _known.Count;

    /// <summary>Those heard of lately.</summary>
    public IEnumerable<Known> HeardSince(Instant since) => _known.Values.Where(known => known.At >= since);

    /// <summary>The contacts of all.</summary>
    public IEnumerable<Contact> Contacts => _known.Values.Select(known => known.Contact);

    public bool Contains(in PeerId id) => _known.ContainsKey(id);

    /// <summary>A supernode has told its load, or another has told it.</summary>
    public void Heard(SupernodeLoad load, float score, int supernodes, Instant now)
    {
        if (_known.Count >= MaxKnown && !_known.ContainsKey(load.Contact.Id))
            _known.Remove(_known.MinBy(known => (known.Value.At, known.Key)).Key);

        _known[load.Contact.Id] = new Known(load.Contact, load.PrimaryLeaves, load.StandbyLeaves, score, supernodes, now);
    }

    /// <summary>The same from somebody else, who does not know everything of it: what is known at first hand holds.</summary>
    public void HeardOf(SupernodeLoad load, Instant now)
    {
        _known.TryGetValue(load.Contact.Id, out var known);
        Heard(load, known?.Score ?? 0, known?.Supernodes ?? 0, now);
    }

    /// <summary>A leaf was sent there: it will have one more soon.</summary>
    public void Referred(in PeerId id)
    {
        if (_known.TryGetValue(id, out var known))
            _known[id] = known with { PrimaryLeaves = known.PrimaryLeaves + 1 };
    }

    /// <summary>It is gone, or no supernode any more.</summary>
    public void Remove(in PeerId id) => _known.Remove(id);

    /// <summary>The one with the fewest primary leaves, ties by id.</summary>
    public Known? LeastLoaded(Func<Known, bool> isAllowed) =>
        _known.Values.Where(isAllowed).MinBy(known => (known.PrimaryLeaves, known.Contact.Id));

    /// <summary>A few to be named to a leaf, the least loaded first.</summary>
    public IReadOnlyList<SupernodeLoad> Name(PeerId asker, Instant since) =>
    [
        .. HeardSince(since)
            .Where(known => known.Contact.Id != asker)
            .OrderBy(known => (known.PrimaryLeaves, known.Contact.Id))
            .Take(MaxNamed)
            .Select(known => new SupernodeLoad(known.Contact, known.PrimaryLeaves, known.StandbyLeaves)),
    ];

    /// <summary>A supernode as last heard of.</summary>
    /// <param name="Contact">Who it is.</param>
    /// <param name="PrimaryLeaves">Leaves that get payloads from it.</param>
    /// <param name="StandbyLeaves">Leaves that get ids from it.</param>
    /// <param name="Score">Its score; 0 when it has not told.</param>
    /// <param name="Supernodes">How many it estimates there are; 0 when it has not told.</param>
    /// <param name="At">When it was heard of.</param>
    public sealed record Known(Contact Contact, int PrimaryLeaves, int StandbyLeaves, float Score, int Supernodes, Instant At);
}
