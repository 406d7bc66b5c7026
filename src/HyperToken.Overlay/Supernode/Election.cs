using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <summary>
/// Peers that know no supernode name the best of them: it becomes one, whatever the minima. Each tells those it talks to about the
/// best it has heard of, so that peers that know only the one they all joined through agree.
/// </summary>
internal sealed class Election
{
    private readonly Dictionary<PeerId, (Rival Rival, Instant At)> _rivals = [];

    /// <summary>Rivals remembered at most; the best are kept.</summary>
    private const int MaxRivals = 64;

    /// <summary>Since when no supernode is known; null while one is.</summary>
    public Instant? OrphanedAt { get; private set; }

    /// <summary>Everybody heard of that knows no supernode.</summary>
    public IEnumerable<Contact> Rivals => _rivals.Values.Select(rival => rival.Rival.Contact);

    /// <summary>No supernode is known, or one is.</summary>
    public void IsOrphan(bool isOrphan, Instant now)
    {
        if (!isOrphan)
        {
            OrphanedAt = null;
            _rivals.Clear();
        }
        else
        {
            OrphanedAt ??= now;
        }
    }

    /// <summary>A peer that knows no supernode was heard, or heard of.</summary>
    public void Heard(Rival rival, Instant now)
    {
        _rivals[rival.Contact.Id] = (rival, now);
        if (_rivals.Count > MaxRivals)
            _rivals.Remove(_rivals.Values.Select(known => known.Rival).MaxBy(Rank)!.Contact.Id);
    }

    /// <summary>A peer is there no longer.</summary>
    public void Remove(in PeerId id) => _rivals.Remove(id);

    /// <summary>The best, this peer included.</summary>
    /// <param name="self">This peer.</param>
    /// <param name="since">Whoever was not heard of since then is passed over.</param>
    public Rival Best(Rival self, Instant since) =>
        _rivals.Values.Where(known => known.At >= since).Select(known => known.Rival).Append(self).MinBy(Rank)!;

    private static (float Score, PeerId Id) Rank(Rival rival) => (-rival.Score, rival.Contact.Id);
}
