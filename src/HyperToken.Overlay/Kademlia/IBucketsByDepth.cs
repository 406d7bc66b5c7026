namespace HyperToken.Overlay.Kademlia;

/// <summary>A table's buckets, by how many leading bits their contacts share with its owner.</summary>
internal interface IBucketsByDepth
{
    /// <summary>All buckets at this depth and beyond are empty.</summary>
    int Depths { get; }

    /// <summary>The contacts of the bucket at a depth below <see cref="Depths"/>.</summary>
    ReadOnlySpan<TableEntry> AtDepth(int depth);
}
