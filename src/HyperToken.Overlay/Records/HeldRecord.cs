using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Records;

/// <summary>A record in a store.</summary>
/// <param name="Record">The record.</param>
/// <param name="Distance">From the store's own id to the record's key.</param>
/// <param name="Deadline">When its time to live has ended.</param>
internal sealed record HeldRecord(SignedRecord Record, Distance Distance, Instant Deadline)
{
    /// <summary>The one that ends first comes first.</summary>
    public static readonly Comparer<HeldRecord> ByDeadline = Comparer<HeldRecord>.Create(static (left, right) =>
    {
        var byDeadline = left.Deadline.CompareTo(right.Deadline);
        return byDeadline != 0 ? byDeadline : CompareDistance(left, right);
    });

    /// <summary>The one that gives way first comes last.</summary>
    public static readonly Comparer<HeldRecord> ByDistance = Comparer<HeldRecord>.Create(CompareDistance);

    private static int CompareDistance(HeldRecord left, HeldRecord right)
    {
        var byDistance = left.Distance.CompareTo(right.Distance);
        return byDistance != 0 ? byDistance : left.Record.Kind.CompareTo(right.Record.Kind);
    }
}
