using System.Text.Json.Serialization;
using HyperToken.Node.Up.Broadcasts;

namespace HyperToken.Node.Up.Events;

/// <summary>The run has ended.</summary>
internal sealed record SummaryEvent(int Broadcasts, double DeliveryRate, double CopiesPerPeer, double DeliveriesPerSecond) : UpEvent("summary")
{
    /// <summary>The roles at the end, where peers have roles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoleSums? Roles { get; init; }

    public static SummaryEvent Of(BroadcastTotals totals) => new(
        totals.Broadcasts, totals.DeliveryRate, Math.Round(totals.CopiesPerPeer, 4), Math.Round(totals.DeliveriesPerSecond, 1));

    public override IEnumerable<string> ToLines() =>
    [
        $"summary: {Broadcasts} broadcasts, {Percent.Of(DeliveryRate)} delivered, {CopiesPerPeer:0.00} copies a peer, "
            + $"{DeliveriesPerSecond:0} deliveries a second",
        .. Roles is null ? (string[])[] : [$"  roles: {Roles.ToLine()}"],
    ];
}
