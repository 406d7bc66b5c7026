using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>Of how much a digest tells.</summary>
/// <param name="Messages">How many messages it names.</param>
/// <param name="Oldest">The age of the oldest of them.</param>
internal readonly record struct DigestScope(ulong Messages, TimeSpan Oldest)
{
    public static DigestScope Of(DigestFrame digest)
    {
        var (messages, oldest) = (0UL, 0U);
        foreach (var stream in digest.Streams)
        {
            oldest = Math.Max(oldest, stream.AgeMillis);
            foreach (var range in stream.Ranges)
                messages += range.Last - range.First + 1;
        }

        return new DigestScope(messages, TimeSpan.FromMilliseconds(oldest));
    }

    /// <summary>Whether it tells of more than what came lately.</summary>
    public bool IsOfWindow(RepairSettings settings) => Messages > (ulong)settings.MaxLatestMessages;

    /// <summary>Whether it tells of what does not count as having come lately; such a message may have come by repair, though.</summary>
    public bool IsOlderThanLatest(RepairSettings settings) => Oldest > settings.ActiveFor + settings.DigestInterval;

    /// <summary>How far back it tells all that its sender has.</summary>
    /// <param name="settings">What a digest of the latest tells.</param>
    /// <param name="isOfWindow">Whether it tells of more than that.</param>
    public TimeSpan SpanFor(RepairSettings settings, bool isOfWindow)
    {
        var told = Oldest - settings.DigestInterval;
        if (isOfWindow)
            return told;

        var span = settings.ActiveFor / 2;
        return Messages < (ulong)settings.MaxLatestMessages || told > span ? span : told;
    }
}
