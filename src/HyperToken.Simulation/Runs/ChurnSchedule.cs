using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Network;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Runs;

/// <summary>
/// When each peer leaves and comes back. Follows from seed, peer and the count of its stays alone, so that it can be asked in
/// any order. All peers are up at the begin, in the middle of a stay.
/// </summary>
internal sealed class ChurnSchedule
{
    /// <summary>Peers a returning one knows; some may be down by then.</summary>
    public const int Seeds = 4;

    private const long ShortestMicros = 1_000;
    private const long LongestMicros = 1L << 50;
    private readonly ulong _stayBits;
    private readonly ulong _seedBits;
    private readonly Quantiles _sessions;
    private readonly Quantiles _downtimes;
    private readonly RemainingTime _remaining;

    public ChurnSchedule(ChurnOptions options, ulong seed)
    {
        _stayBits = seed ^ Draw.Salt("churn");
        _seedBits = seed ^ Draw.Salt("churn seeds");
        _sessions = Quantiles.Weibull(options.MeanSession.TotalMicroseconds, options.Shape, ShortestMicros, LongestMicros);
        _downtimes = Quantiles.Weibull(options.MeanDowntime.TotalMicroseconds, 1, 0, LongestMicros);
        _remaining = new RemainingTime(_sessions);
    }

    /// <summary>A peer's absences that begin before <paramref name="until"/>, in order, each up to its return.</summary>
    /// <param name="peer">Its index.</param>
    /// <param name="start">When churn begins.</param>
    /// <param name="until">When it ends.</param>
    public IEnumerable<(Instant Leaves, Instant Returns)> AbsencesOf(int peer, Instant start, Instant until)
    {
        var leaves = start.Micros + _remaining.At(Bits(peer, 0));
        for (var n = 1UL; leaves < until.Micros; n += 2)
        {
            var returns = leaves + _downtimes.At(Bits(peer, n));
            yield return (new Instant(leaves), new Instant(returns));
            leaves = returns + _sessions.At(Bits(peer, n + 1));
        }
    }

    /// <summary>Whether a peer is up at a time, and has been for so long unless since the start.</summary>
    public bool IsUp(int peer, Instant start, Instant at, TimeSpan forAtLeast)
    {
        // The instant of leaving counts as away, that of returning as there.
        foreach (var (leaves, returns) in AbsencesOf(peer, start, at + TimeSpan.FromMicroseconds(1)))
        {
            if (leaves <= at && at < returns + forAtLeast)
                return false;
        }

        return true;
    }

    /// <summary>The peers that one knows when it comes back for the nth time: random ones of those up at the start.</summary>
    public Contact[] SeedsOf(int peer, int returns, int[] upAtStart, Contact[] contacts)
    {
        var chosen = new List<Contact>(Seeds);
        for (var n = 0UL; n < 4 * Seeds && chosen.Count < Seeds; n++)
        {
            var bits = Draw.Mix(Draw.Bits(_seedBits, (ulong)peer, (ulong)returns) ^ n);
            var other = upAtStart[Draw.Below(bits, upAtStart.Length)];
            if (other != peer && !chosen.Contains(contacts[other]))
                chosen.Add(contacts[other]);
        }

        return [.. chosen];
    }

    private ulong Bits(int peer, ulong n) => Draw.Bits(_stayBits, (ulong)peer, n);
}
