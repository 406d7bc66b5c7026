using System.Text.Json.Serialization;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Inspection;

/// <summary>What a routing table knows of one contact.</summary>
/// <param name="Id">The contact.</param>
/// <param name="Bucket">The bucket it is in, 0 to 255.</param>
/// <param name="Failures">Failures in a row since it was last seen, 0 to 255; with any it is a suspect, and passed over.</param>
/// <param name="SeenMs">How long ago it was last heard of, to a tenth of a second.</param>
public sealed record EntryView(string Id, int Bucket, int Failures, double SeenMs)
{
    /// <summary>Where it accepts links; null for a peer of the same process.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>Smoothed round trip; null while none was measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RoundTripMs { get; init; }

    /// <summary>All contacts of a table, farthest bucket first, and in a bucket least recently seen first.</summary>
    internal static IReadOnlyList<EntryView> Of(NeighbourSnapshot table, Instant now)
    {
        var entries = new List<EntryView>(table.Count);
        for (var bucket = PeerId.Bits - 1; bucket >= table.LowestBucket; bucket--)
        {
            foreach (ref readonly var entry in table.Bucket(bucket))
                entries.Add(Of(entry, bucket, now));
        }

        return entries;
    }

    /// <summary>Tables keep no more than a tenth of a second of it.</summary>
    private static double SeenMsOf(TimeSpan ago) => Math.Max(0, Math.Floor(ago.TotalMilliseconds / 100) * 100);

    private static EntryView Of(in TableEntry entry, int bucket, Instant now) => new(
        entry.Contact.Id.ToString(), bucket, entry.Failures, SeenMsOf(now - entry.LastSeen))
    {
        Address = Words.AddressOf(entry.Contact),
        RoundTripMs = entry.RoundTrip is { } roundTrip ? Words.Milliseconds(roundTrip) : null,
    };
}
