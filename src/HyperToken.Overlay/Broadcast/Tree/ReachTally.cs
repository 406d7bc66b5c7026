using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>Acknowledged broadcast at one peer: who is told of the sum over its regions.</summary>
internal sealed class ReachTally
{
    /// <param name="parent">Who gave this peer its part; null at the origin.</param>
    /// <param name="height">The part: the buckets below this height.</param>
    public ReachTally(Contact? parent, int height)
    {
        Parent = parent;
        Height = (ushort)height;
    }

    public Contact? Parent { get; }

    public ushort Height { get; }

    /// <summary>Whether the sum was told.</summary>
    public bool IsTold { get; set; }

    /// <summary>The peers reached in all regions.</summary>
    public static uint SumOf(TreeMessage message)
    {
        ulong sum = 0;
        foreach (var region in message.Regions)
            sum += region.Reached;

        return (uint)Math.Min(int.MaxValue, sum);
    }
}
