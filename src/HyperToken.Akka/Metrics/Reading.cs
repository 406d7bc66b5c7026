using System.Diagnostics.Metrics;

namespace HyperToken.Metrics;

/// <summary>One value of an instrument, and what tells it from the instrument's others.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tag">The attribute's name; null where the instrument has one value.</param>
/// <param name="TagValue">The attribute's value.</param>
internal readonly record struct Reading(double Value, string? Tag = null, string? TagValue = null)
{
    public static implicit operator Reading(double value) => new(value);

    /// <summary>As a measurement of this peer, in whole numbers.</summary>
    public Measurement<long> Whole(string peer) => new((long)Value, Tags(peer));

    /// <summary>As a measurement of this peer.</summary>
    public Measurement<double> Of(string peer) => new(Value, Tags(peer));

    private KeyValuePair<string, object?>[] Tags(string peer) => Tag is null
        ? [new(PeerMetrics.PeerTag, peer)]
        : [new(PeerMetrics.PeerTag, peer), new(Tag, TagValue)];
}
