using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Network;

/// <summary>See <see cref="RegionLatency"/>. Links between the same two regions differ by up to 10 % either way.</summary>
internal sealed class RegionSource : ILatencySource
{
    private readonly ulong _seed;
    private readonly long[,] _micros;
    private readonly int _regions;

    public RegionSource(RegionLatency options, ulong seed)
    {
        _seed = seed ^ Draw.Salt("region");
        _regions = options.Regions.Count;
        _micros = new long[_regions, _regions];
        MinMicros = long.MaxValue;
        for (var row = 0; row < _regions; row++)
        {
            for (var column = 0; column < _regions; column++)
            {
                _micros[row, column] = (long)(options.Milliseconds[row][column] * 1000);
                MinMicros = Math.Min(MinMicros, Math.Max(1_000, _micros[row, column] * 9 / 10));
            }
        }
    }

    public long MinMicros { get; }

    public long Micros(int sender, int receiver, ulong bits)
    {
        var middle = _micros[RegionOf(sender), RegionOf(receiver)];
        return Math.Max(1_000, (middle * 9 / 10) + Draw.Below(bits, (middle / 5) + 1));
    }

    private int RegionOf(int peer) => (int)Draw.Below(Draw.Bits(_seed, (ulong)peer, 0), _regions);
}
