using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// Whether who sent a digest lacks something itself: then it is told in turn. A peer that few know hears of few digests, but sends
/// as many as others.
/// </summary>
internal static class SenderLack
{
    /// <summary>Messages looked at, the newest.</summary>
    private const int Sample = 64;

    /// <summary>What came later may be on its way to the sender.</summary>
    private static readonly TimeSpan Youngest = TimeSpan.FromSeconds(2);

    /// <summary>Whether a message that came here some seconds ago is missing in a digest of all that came lately.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="window">What this peer has.</param>
    /// <param name="since">What came before need not be in the digest.</param>
    /// <param name="now">The time.</param>
    public static bool IsIn(DigestFrame digest, MessageWindow window, Instant since, Instant now)
    {
        var end = window.FirstSince(now + -Youngest);
        for (var place = Math.Max(window.FirstSince(since), end - Sample); place < end; place++)
        {
            if (!Holds(digest, window[place]))
                return true;
        }

        return false;
    }

    private static bool Holds(DigestFrame digest, HeldMessage message)
    {
        foreach (var stream in digest.Streams)
        {
            if (stream.Stream != message.Stream)
                continue;

            foreach (var range in stream.Ranges)
            {
                if (message.Sequence >= range.First && message.Sequence <= range.Last)
                    return true;
            }
        }

        return false;
    }
}
