using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Chooses who serves a region: the nearest of its contacts that can be trusted, those that forward much taken for much farther, or
/// those that are near to many, and those that many know, would do all the work.
/// </summary>
internal static class DelegateChoice
{
    /// <summary>Nobody can make itself more attractive than this, whatever it says of its load.</summary>
    private const float LeastLoad = 0.5f;

    /// <summary>The delegate, or null when nobody can be trusted.</summary>
    /// <param name="candidates">The contacts of the region; fewer than 256.</param>
    /// <param name="settings">How many are compared, and what opening a link takes.</param>
    /// <param name="neighbours">Tells who has a link.</param>
    /// <param name="random">The peer's source of chance.</param>
    public static Contact? Of(ReadOnlySpan<Candidate> candidates, TreeSettings settings, PeerNeighbours neighbours, RandomSource random)
    {
        Contact? best = null;
        var bestMicros = double.MaxValue;
        var equals = 0;
        var left = 0;
        foreach (ref readonly var candidate in candidates)
            left += candidate.Trust == Trust.Trusted ? 1 : 0;

        // Each of those left is drawn with the same chance (Knuth, algorithm S), so no order is needed.
        var wanted = Math.Min(settings.DelegateSample, left);
        foreach (ref readonly var candidate in candidates)
        {
            if (wanted == 0)
                break;
            if (candidate.Trust != Trust.Trusted || random.Next(left--) >= wanted)
                continue;

            wanted--;
            var micros = candidate.Micros * Reluctance(candidate.Load);
            if (settings.DialRoundTrips > 0 && !neighbours.HasLink(candidate.Contact.Id))
                micros *= 1 + settings.DialRoundTrips;
            if (micros > bestMicros)
                continue;

            // Where nothing is known yet all are as near as each other: the first of the bucket is not to be everybody's delegate.
            equals = micros == bestMicros ? equals + 1 : 1;
            if (equals > 1 && random.Next(equals) > 0)
                continue;

            best = candidate.Contact;
            bestMicros = micros;
        }

        return best;
    }

    /// <summary>Whoever forwards a quarter more than others is taken for four times as far.</summary>
    private static double Reluctance(float load)
    {
        double cubed = Math.Pow(Math.Max(LeastLoad, load), 3);
        return cubed * cubed;
    }
}
