using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Records;

/// <summary>
/// Where leaves were found lately, and which were not: for a short time, since leaves move, and so many at most. Where there is no room,
/// the one that has been known the longest goes.
/// </summary>
internal sealed class LocatedLeaves
{
    private const int Capacity = 1024;
    private static readonly TimeSpan FoundFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MissedFor = TimeSpan.FromSeconds(2);
    private readonly Dictionary<PeerId, Located> _located = [];
    private readonly Queue<PeerId> _order = [];

    public int Count => _located.Count;

    public void Set(LocateResult result, SignedRecord? record, Instant now)
    {
        if (!_located.ContainsKey(result.Leaf))
        {
            if (_order.Count >= Capacity)
                _located.Remove(_order.Dequeue());

            _order.Enqueue(result.Leaf);
        }

        _located[result.Leaf] = new Located(result.Supernodes, record?.Sequence ?? 0, now + (result.Found ? FoundFor : MissedFor));
    }

    /// <summary>What is remembered of a leaf; null where nothing is, or it is too old.</summary>
    public Located? Find(in PeerId leaf, Instant now) =>
        _located.TryGetValue(leaf, out var located) && located.Until > now ? located : null;

    /// <summary>What was found of a leaf.</summary>
    /// <param name="Supernodes">Through whom it is reached; none where it was not found.</param>
    /// <param name="Sequence">That of its record; 0 without one.</param>
    /// <param name="Until">When this is too old.</param>
    public sealed record Located(IReadOnlyList<Contact> Supernodes, ulong Sequence, Instant Until);
}
