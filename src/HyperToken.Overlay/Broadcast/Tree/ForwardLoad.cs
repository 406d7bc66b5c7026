namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// How many payloads this peer has forwarded lately: a count that decays to a third in five minutes. Acknowledgements carry it, so
/// that those who are known to many, and would be delegates more often than others, are spared.
/// </summary>
internal sealed class ForwardLoad
{
    private const double DecayMicros = 300e6;
    private double _count;
    private Instant _at;

    /// <summary>A payload was forwarded.</summary>
    public void Add(Instant now)
    {
        Decay(now);
        _count++;
    }

    /// <summary>The count, at most 65,535.</summary>
    public ushort Read(Instant now)
    {
        Decay(now);
        return (ushort)Math.Min(ushort.MaxValue, _count);
    }

    private void Decay(Instant now)
    {
        // A short time changes less than a count of one.
        if (now.Micros - _at.Micros < 1_000_000)
            return;

        _count *= Math.Exp((_at.Micros - now.Micros) / DecayMicros);
        _at = now;
    }
}
