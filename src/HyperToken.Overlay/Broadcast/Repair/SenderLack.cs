using System.Runtime.InteropServices;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// Whether who sent a digest lacks something itself: then it is told in turn. A peer that few know hears of few digests, but sends
/// as many as others. Working memory only, so peers in one thread share one.
/// </summary>
internal sealed class SenderLack
{
    /// <summary>Messages looked at, the newest.</summary>
    private const int Sample = 64;

    /// <summary>What came later may be on its way to the sender.</summary>
    private static readonly TimeSpan Youngest = TimeSpan.FromSeconds(2);

    // Where the records of a stream begin and end in the digest looked at.
    private readonly Dictionary<StreamId, (int First, int End)> _places = [];

    /// <summary>Whether a message that came here some seconds ago is missing in a digest of all that came lately.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="window">What this peer has.</param>
    /// <param name="since">What came before need not be in the digest.</param>
    /// <param name="isWhole">Whether to look at all since then, not at the newest only.</param>
    /// <param name="now">The time.</param>
    public bool IsIn(DigestFrame digest, MessageWindow window, Instant since, bool isWhole, Instant now)
    {
        var end = window.FirstSince(now + -Youngest);
        var first = isWhole ? window.FirstSince(since) : Math.Max(window.FirstSince(since), end - Sample);
        if (first >= end)
            return false;

        Index(digest.Streams);
        var isLacking = false;
        for (var place = first; place < end && !isLacking; place++)
            isLacking = !Holds(digest.Streams, window[place]);

        _places.Clear();
        return isLacking;
    }

    /// <summary>The messages that came here some seconds ago and are missing in a digest of all that came since a time, the oldest first.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="window">What this peer has.</param>
    /// <param name="since">What came before need not be in the digest.</param>
    /// <param name="most">How many are looked for.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<HeldMessage> Find(DigestFrame digest, MessageWindow window, Instant since, int most, Instant now)
    {
        var end = window.FirstSince(now + -Youngest);
        var place = window.FirstSince(since);
        if (place >= end)
            return [];

        Index(digest.Streams);
        List<HeldMessage>? lacking = null;
        for (; place < end && (lacking is null || lacking.Count < most); place++)
        {
            if (!Holds(digest.Streams, window[place]))
                (lacking ??= []).Add(window[place]);
        }

        _places.Clear();
        return lacking ?? [];
    }

    /// <summary>Records of one stream follow each other, or some are overlooked, and the sender is told once more than need be.</summary>
    private void Index(IReadOnlyList<StreamRanges> streams)
    {
        for (var i = 0; i < streams.Count; i++)
        {
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, streams[i].Stream, out var isKnown);
            places = isKnown && places.End == i ? (places.First, i + 1) : (i, i + 1);
        }
    }

    private bool Holds(IReadOnlyList<StreamRanges> streams, HeldMessage message)
    {
        if (!_places.TryGetValue(message.Stream, out var places))
            return false;

        for (var i = places.First; i < places.End; i++)
        {
            if (AscendingRanges.Contains(streams[i].Ranges, message.Sequence))
                return true;
        }

        return false;
    }
}
