namespace HyperToken;

/// <summary>The numbers of Kademlia that a <see cref="RoutedPeerManager"/> is given.</summary>
public sealed record KademliaConfig
{
    /// <summary>Contacts a bucket holds and a lookup ends with: 1 to 255, default 20.</summary>
    public int K { get; init; } = 20;

    /// <summary>Queries a lookup keeps in flight: 1 to 32, default 3.</summary>
    public int Alpha { get; init; } = 3;

    /// <summary>A bucket untouched for longer is refreshed: 1 s to 7 d, default 1 h.</summary>
    public TimeSpan BucketRefreshInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Newcomers that wait for a place in one bucket: 0 to 255, default 8.</summary>
    public int ReplacementCacheSize { get; init; } = 8;
}
