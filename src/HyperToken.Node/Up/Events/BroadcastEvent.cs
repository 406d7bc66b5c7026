using System.Text.Json.Serialization;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Overlay.Broadcast;

namespace HyperToken.Node.Up.Events;

/// <summary>A broadcast is complete, or has taken too long.</summary>
internal sealed record BroadcastEvent(
    string Id, string Origin, int Bytes, int Delivered, int Expected, double CopiesPerPeer, Latency LatencyMs) : UpEvent("broadcast")
{
    private const int LongestPreview = 40;

    /// <summary>The beginning of the line.</summary>
    [JsonIgnore]
    public string Preview { get; init; } = "";

    /// <summary>Where it came from, in words.</summary>
    [JsonIgnore]
    public string From { get; init; } = "";

    [JsonIgnore]
    public bool IsComplete => Delivered >= Expected;

    public static BroadcastEvent Of(MessageId id, UpPeer from, string line, int bytes, TrackedBroadcast broadcast) => new(
        id.ToString(),
        from.Id.ToString(),
        bytes,
        broadcast.Delivered,
        broadcast.Expected,
        broadcast.Expected == 0 ? 0 : Math.Round((double)broadcast.PayloadsReceived / broadcast.Expected, 4),
        Latency.Of(broadcast.LatenciesMs()))
    {
        Preview = Abbreviate(line),
        From = from.ToString(),
    };

    public override IEnumerable<string> ToLines() =>
    [
        $"{(IsComplete ? "delivered" : "NOT DELIVERED")} \"{Preview}\" from peer {From} to {Delivered} of {Expected}, "
            + $"{CopiesPerPeer:0.00} copies a peer, {LatencyMs} (p50/p99/max)",
    ];

    private static string Abbreviate(string line) =>
        line.Length <= LongestPreview ? line : string.Concat(line.AsSpan(0, LongestPreview - 1), "…");
}
