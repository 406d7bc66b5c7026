using HyperToken.Overlay;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Network;

/// <summary>A random part of the network that is cut off from the rest for a while.</summary>
internal sealed class Partition
{
    private readonly PartitionOptions _options;
    private readonly ulong _seed;
    private readonly ulong _cutBelow;
    private Instant _start = Instant.Never;
    private Instant _end = Instant.Never;

    public Partition(PartitionOptions options, ulong seed)
    {
        _options = options;
        _seed = seed ^ Draw.Salt("partition");
        _cutBelow = Draw.Threshold(options.Share);
    }

    /// <summary>Fixes the time: the options count from the first broadcast.</summary>
    public void BeginAt(Instant firstBroadcast)
    {
        _start = firstBroadcast + _options.Start;
        _end = _start + _options.Length;
    }

    /// <summary>Heals it for good.</summary>
    public void End() => (_start, _end) = (Instant.Never, Instant.Never);

    /// <summary>Whether a frame between the two passes at that time.</summary>
    public bool Passes(int sender, int receiver, Instant at)
    {
        if (at < _start || at >= _end)
            return true;

        var isFromPart = IsCutOff(sender);
        return isFromPart == IsCutOff(receiver) || (_options.IsOneWay && !isFromPart);
    }

    /// <summary>Whether one of the two is in the part that is cut off for a while, and the other is not.</summary>
    public bool Parts(int one, int other) => IsCutOff(one) != IsCutOff(other);

    /// <summary>Whether nothing that one sends can reach the other from a time until another.</summary>
    public bool Separates(int sender, int receiver, Instant from, Instant until) =>
        _start <= from && until <= _end && !Passes(sender, receiver, _start);

    private bool IsCutOff(int peer) => Draw.Bits(_seed, (ulong)peer, 0) < _cutBelow;
}
