using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Network;

/// <summary>See <see cref="LogNormalLatency"/>.</summary>
internal sealed class LogNormalSource : ILatencySource
{
    private const long Shortest = 1_000;
    private const long Longest = 60_000_000;
    private readonly Quantiles _quantiles;

    public LogNormalSource(LogNormalLatency options) =>
        _quantiles = Quantiles.LogNormal(options.Median.TotalMicroseconds, options.Sigma, Shortest, Longest);

    public long MinMicros => _quantiles.At(0);

    public long Micros(int sender, int receiver, ulong bits) => _quantiles.At(bits);
}
