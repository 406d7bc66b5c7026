namespace HyperToken.Links;

/// <summary>What one link has carried, or all links of a peer together.</summary>
/// <param name="FramesIn">Frames received.</param>
/// <param name="FramesOut">Frames sent.</param>
/// <param name="BytesIn">Their bytes, without the lengths that frame them.</param>
/// <param name="BytesOut">Their bytes, without the lengths that frame them.</param>
/// <param name="Dropped">Payload frames dropped because the link was too slow, or lost in its queue when it closed.</param>
public readonly record struct LinkTraffic(long FramesIn, long FramesOut, long BytesIn, long BytesOut, long Dropped)
{
    /// <summary>Both together.</summary>
    public static LinkTraffic operator +(LinkTraffic a, LinkTraffic b) => new(
        a.FramesIn + b.FramesIn, a.FramesOut + b.FramesOut, a.BytesIn + b.BytesIn, a.BytesOut + b.BytesOut, a.Dropped + b.Dropped);
}
