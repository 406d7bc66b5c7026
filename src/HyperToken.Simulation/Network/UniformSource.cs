using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Network;

/// <summary>See <see cref="UniformLatency"/>.</summary>
internal sealed class UniformSource : ILatencySource
{
    private readonly long _width;

    public UniformSource(UniformLatency options)
    {
        MinMicros = (long)options.Min.TotalMicroseconds;
        _width = (long)options.Max.TotalMicroseconds - MinMicros + 1;
    }

    public long MinMicros { get; }

    public long Micros(int sender, int receiver, ulong bits) => MinMicros + Draw.Below(bits, _width);
}
