using HyperToken.Overlay;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Network;

/// <summary>What a frame meets on its way: how long it travels, and whether it arrives at all.</summary>
internal sealed class LinkModel
{
    private const long ShortestMicros = 1_000;
    private readonly ulong _linkSeed;
    private readonly ulong _frameSeed;
    private readonly ulong _slowSeed;
    private readonly ulong _slowBelow;
    private readonly long _slowPercent;
    private readonly bool _isPerLink;
    private readonly ILatencySource _latency;
    private readonly Partition? _partition;
    private ulong _lossBelow;

    /// <summary>Prepares the model of one run.</summary>
    public LinkModel(SimulationOptions options)
    {
        _linkSeed = options.Seed ^ Draw.Salt("link");
        _frameSeed = options.Seed ^ Draw.Salt("frame");
        _slowSeed = options.Seed ^ Draw.Salt("slow");
        _lossBelow = Draw.Threshold(options.Loss);
        _slowBelow = Draw.Threshold(options.SlowPeers?.Share ?? 0);
        _slowPercent = (long)((options.SlowPeers?.Factor ?? 1) * 100);
        _isPerLink = options.LatencyScope == LatencyScope.Link;
        _partition = options.Partition is null ? null : new Partition(options.Partition, options.Seed);
        _latency = options.Latency switch
        {
            UniformLatency uniform => new UniformSource(uniform),
            LogNormalLatency logNormal => new LogNormalSource(logNormal),
            RegionLatency regions => new RegionSource(regions, options.Seed),
            _ => throw new ArgumentException($"No model for {options.Latency}.", nameof(options)),
        };
    }

    /// <summary>No frame travels a shorter time than this, in microseconds.</summary>
    public long MinMicros => Math.Max(ShortestMicros, _isPerLink ? Jittered(_latency.MinMicros, 0) : _latency.MinMicros);

    /// <summary>The part of the network that is cut off, if there is one.</summary>
    public Partition? Partition => _partition;

    /// <summary>From now on no frame gets lost. Only while the workers rest.</summary>
    public void EndFaults()
    {
        _lossBelow = 0;
        _partition?.End();
    }

    /// <summary>How long a frame travels, or null when it gets lost.</summary>
    /// <param name="sender">Index of the peer that sends.</param>
    /// <param name="receiver">Index of the peer that receives.</param>
    /// <param name="sequence">The sender's count of what it sent: tells frames of one link apart.</param>
    /// <param name="at">When it leaves.</param>
    /// <param name="micros">Microseconds on the way, when it arrives.</param>
    public bool TryTravel(int sender, int receiver, uint sequence, Instant at, out long micros)
    {
        micros = 0;
        var frameBits = Draw.Bits(_frameSeed, Pair(sender, receiver), sequence);
        if (_lossBelow != 0 && Draw.Mix(frameBits) < _lossBelow)
            return false;
        if (_partition is { } partition && !partition.Passes(sender, receiver, at))
            return false;

        micros = Travel(sender, receiver, frameBits);
        return true;
    }

    /// <summary>How long what cannot get lost travels: the opening of a link.</summary>
    public long Travel(int sender, int receiver, uint sequence) =>
        Travel(sender, receiver, Draw.Bits(_frameSeed, Pair(sender, receiver), sequence));

    /// <summary>A typical time there and back.</summary>
    public TimeSpan RoundTrip(int one, int other) =>
        TimeSpan.FromMicroseconds(Travel(one, other, sequence: 0) + Travel(other, one, sequence: 0));

    private long Travel(int sender, int receiver, ulong frameBits)
    {
        var micros = _isPerLink
            ? Jittered(_latency.Micros(sender, receiver, Draw.Bits(_linkSeed, Pair(Math.Min(sender, receiver), Math.Max(sender, receiver)), 0)), frameBits)
            : _latency.Micros(sender, receiver, frameBits);
        if (_slowBelow != 0 && (IsSlow(sender) || IsSlow(receiver)))
            micros = micros * _slowPercent / 100;

        return Math.Max(ShortestMicros, micros);
    }

    private bool IsSlow(int peer) => Draw.Bits(_slowSeed, (ulong)peer, 0) < _slowBelow;

    /// <summary>95 to 105 %.</summary>
    private static long Jittered(long micros, ulong bits) => micros * (9_500 + Draw.Below(bits, 1_001)) / 10_000;

    private static ulong Pair(int first, int second) => ((ulong)(uint)first << 32) | (uint)second;
}
