using System.Text.Json.Serialization;
using HyperToken.Links;

namespace HyperToken.Inspection;

/// <summary>One open link.</summary>
/// <param name="Id">Who is at the other end.</param>
/// <param name="FramesIn">Frames received.</param>
/// <param name="FramesOut">Frames sent.</param>
/// <param name="BytesIn">Their bytes.</param>
/// <param name="BytesOut">Their bytes.</param>
/// <param name="Queued">Frames that wait.</param>
/// <param name="QueuedBytes">Their bytes.</param>
/// <param name="Dropped">Payload frames dropped.</param>
public sealed record LinkView(
    string Id, long FramesIn, long FramesOut, long BytesIn, long BytesOut, int Queued, long QueuedBytes, long Dropped)
{
    /// <summary>Where the other end accepts links; null for a peer of the same process.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>What a link says.</summary>
    public static LinkView Of(LinkReport link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new LinkView(
            link.Contact.Id.ToString(),
            link.Traffic.FramesIn,
            link.Traffic.FramesOut,
            link.Traffic.BytesIn,
            link.Traffic.BytesOut,
            link.QueuedFrames,
            link.QueuedBytes,
            link.Traffic.Dropped)
        {
            Address = Words.AddressOf(link.Contact),
        };
    }
}
