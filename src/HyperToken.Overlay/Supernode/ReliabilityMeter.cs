namespace HyperToken.Overlay.Supernode;

/// <summary>
/// What a peer measures of its own reliability: links lost against its wish, frames that could not be sent and acknowledgements
/// that never came, beside what went well. Both are counts that decay to a third within ten minutes, longer than a grace period
/// and shorter than the uptime a supernode needs.
/// </summary>
/// <remarks>
/// A few successes are supposed beforehand. So one failure after a start does not make a peer hopeless, and a rate fades to zero
/// when nothing has happened for long: a peer that served badly an hour ago may try again.
/// </remarks>
internal sealed class ReliabilityMeter
{
    private const double DecayMicros = 600e6;
    private const double SupposedSuccesses = 10;
    private double _successes;
    private double _failures;
    private Instant _at;

    /// <summary>Something went well.</summary>
    public void Succeeded(Instant now)
    {
        Decay(now);
        _successes++;
    }

    /// <summary>Something failed that this peer may be the cause of.</summary>
    public void Failed(Instant now)
    {
        Decay(now);
        _failures++;
    }

    /// <summary>The share of failures lately, 0 up to but not including 1; 0 while nothing has failed.</summary>
    public double FailureRate(Instant now)
    {
        Decay(now);
        return _failures / (_failures + _successes + SupposedSuccesses);
    }

    private void Decay(Instant now)
    {
        // A short time changes less than a count of one does among many.
        if (now.Micros - _at.Micros < 1_000_000)
            return;

        var kept = Math.Exp((_at.Micros - now.Micros) / DecayMicros);
        _successes *= kept;
        _failures *= kept;
        _at = now;
    }
}
