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
            _known[id] = known with { PrimaryLeaves = Math.Min(known.PrimaryLeaves + 1, SupernodeFrameCodec.MaxLeaves) };
    }

    /// <summary>It is gone, or no supernode any more.</summary>
    public void Remove(in PeerId id) => _known.Remove(id);

    /// <summary>Forgets whom nobody has told of since then.</summary>
    public void ForgetBefore(Instant since)
    {
        foreach (var (id, known) in _known)
        {
            if (known.At < since)
                _known.Remove(id);
        }
    }

    /// <summary>
    /// Of two drawn at random the one with fewer leaves (Mitzenmacher 2001, "The power of two choices"): the least loaded of all would
    /// be everybody's choice at the same time, and the most loaded next.
    /// </summary>
    /// <param name="random">The peer's source of chance.</param>
    /// <param name="isAllowed">Who comes into question.</param>
    public Known? Draw(RandomSource random, Func<Known, bool> isAllowed)
    {
        Known[] allowed = [.. _known.Values.Where(isAllowed)];
        return allowed.Length == 0 ? null : LessLoaded(allowed[random.Next(allowed.Length)], allowed[random.Next(allowed.Length)]);
    }

    /// <summary>A few to be named to a leaf, the less loaded first, drawn as by <see cref="Draw"/>.</summary>
    public IReadOnlyList<SupernodeLoad> Name(PeerId asker, Instant since, RandomSource random)
    {
        var named = new List<Known>(MaxNamed);
        while (named.Count < MaxNamed && Draw(random, known => known.At >= since && known.Contact.Id != asker && !named.Contains(known)) is { } next)
            named.Add(next);

        return [.. named.OrderBy(known => known.PrimaryLeaves).Select(known => new SupernodeLoad(known.Contact, known.PrimaryLeaves, known.StandbyLeaves))];
    }

    private static Known LessLoaded(Known one, Known other) =>
        one.PrimaryLeaves + one.StandbyLeaves <= other.PrimaryLeaves + other.StandbyLeaves ? one : other;

    /// <summary>A supernode as last heard of.</summary>
    /// <param name="Contact">Who it is.</param>
    /// <param name="PrimaryLeaves">Leaves that get payloads from it.</param>
    /// <param name="StandbyLeaves">Leaves that get ids from it.</param>
    /// <param name="Score">Its score; 0 when it has not told.</param>
    /// <param name="Supernodes">How many it estimates there are; 0 when it has not told.</param>
    /// <param name="At">When it was heard of.</param>
    public sealed record Known(Contact Contact, int PrimaryLeaves, int StandbyLeaves, float Score, int Supernodes, Instant At);
}
