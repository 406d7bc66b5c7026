using System.Text.Json.Serialization;
using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Peer;

namespace HyperToken.Node.Up.Commands;

/// <param name="Origin">Who sent it.</param>
/// <param name="Target">Who should have it.</param>
/// <param name="Bytes">Length of the text in UTF-8.</param>
/// <param name="Outcome">Its fate.</param>
/// <param name="Ms">From the call to its result.</param>
internal sealed record SendEvent(
    string Origin,
    string Target,
    int Bytes,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<SendOutcome>))] SendOutcome Outcome,
    double Ms) : UpEvent("send")
{
    [JsonIgnore]
    public bool IsDelivered => Outcome == SendOutcome.Delivered;

    public override IEnumerable<string> ToLines()
    {
        var outcome = Outcome switch
        {
            SendOutcome.Delivered => "delivered",
            SendOutcome.NoRoute => "NOT DELIVERED, nobody knew the target",
            SendOutcome.TimedOut => "NOT CONFIRMED in time",
            _ => "NOT SENT, too many are under way",
        };
        return [$"send from {Origin[..8]} to {Target[..8]}: {outcome}, {Bytes} bytes, {Ms:0.0} ms"];
    }
}
