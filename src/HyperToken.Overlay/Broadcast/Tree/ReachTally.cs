using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>Acknowledged broadcast at one peer: who is told of the sum over its regions.</summary>
internal sealed class ReachTally
{
    /// <summary>The tally of a peer that was given a part: the buckets below a height.</summary>
    public ReachTally(Contact parent, int height)
    {
        Parent = parent;
        Height = (ushort)height;
        Deadline = Instant.Never;
    }

    /// <summary>The origin's tally, which is reported at a time whether it is complete or not.</summary>
    public ReachTally(Instant deadline)
    {
        Height = PeerId.Bits;
        Deadline = deadline;
    }

    public Instant Deadline { get; }

    public Contact? Parent { get; }

    public ushort Height { get; }

    /// <summary>Whether the sum was told.</summary>
    public bool IsTold { get; set; }

    /// <summary>The message, if it is for this contact to hear of the sum below this height.</summary>
    public static TreeMessage? Find(HeldMessage held, Contact contact, int height) =>
        held.Work is TreeMessage { Reach: { } reach } message && reach.Parent?.Id == contact.Id && reach.Height == height ? message : null;

    /// <summary>What the parent was told, this peer included; null while it was not.</summary>
    public static uint? ToldOf(TreeMessage message) => message.Reach is { IsTold: true } ? 1 + SumOf(message) : null;

    /// <summary>The peers reached in all regions, and the leaves of this peer, which acknowledge nothing.</summary>
    public static uint SumOf(TreeMessage message)
    {
        ulong sum = message.Held.Leaves;
        foreach (var region in message.Regions)
            sum += region.Reached;

        return (uint)Math.Min(int.MaxValue, sum);
    }
}
