using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>The numbers a table and its lookups run on.</summary>
/// <param name="K">Contacts a bucket holds and a lookup ends with: 1 to 255, default 20.</param>
/// <param name="Alpha">Queries a lookup keeps in flight: 1 to 32, default 3.</param>
public sealed record KademliaSettings(int K = 20, int Alpha = 3)
{
    /// <summary>Contacts waiting for a place in one bucket, 0 to 255.</summary>
    public int ReplacementCacheSize { get; init; } = 8;

    /// <summary>Evicted contacts kept to be tried again, 0 to 1,000.</summary>
    public int DormantSize { get; init; } = 64;

    /// <summary>After this many failures in a row a contact leaves the table, 1 to 255. A refused connection counts as all of them.</summary>
    public int MaxFailures { get; init; } = 3;

    /// <summary>A query still open after this time no longer counts as in flight; its late answer is still welcome.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A query still open after this time has failed. Not below <see cref="QueryTimeout"/>.</summary>
    public TimeSpan QueryGiveUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Queries after which a lookup ends with what it has, whatever liars still offer; K or more.</summary>
    public int MaxQueries { get; init; } = 400;

    /// <summary>A ping unanswered for this long has failed.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pings a table keeps in flight at most, 1 or more.</summary>
    public int MaxPings { get; init; } = 64;

    /// <summary>A contact heard of within this time is not pinged to make room for a newcomer.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often one dormant contact and one stale contact are pinged.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A bucket untouched for this long is refreshed (Maymounkov and Mazières 2002, section 2.3).</summary>
    public TimeSpan BucketRefresh { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Changes of round trips and suspicions are published at most this often; contacts that come or go at once.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Bits that divide a bucket into sub-prefixes, so that refreshes and replacements keep it even: 8 parts.</summary>
    public const int SubPrefixBits = 3;

    /// <summary>The number of sub-prefixes of a bucket.</summary>
    public const int SubPrefixes = 1 << SubPrefixBits;

    /// <summary>Fewer contacts than this make a sub-prefix thin.</summary>
    public int ThinBelow => Math.Max(1, K / SubPrefixes);

    /// <summary>How many contacts a refresh of one sub-prefix looks for.</summary>
    public int RefreshWidth => ThinBelow;

    /// <summary>Contacts an answer to FIND_NODE holds at most: twice K, so that where half of them are dead it still tells of K live ones.</summary>
    public int AnswerSize => Math.Min(2 * K, byte.MaxValue);

    /// <summary>Contacts a lookup asks for that looks for so many: a refresh is content with K.</summary>
    internal int WantedFor(int width) => width < K ? K : AnswerSize;

    /// <summary>How many contacts not asked yet a lookup remembers; the farthest are forgotten first.</summary>
    public int MaxCandidates => Math.Max(64, 8 * K);

    /// <summary>The same for lookups of fewer than K contacts, such as refreshes.</summary>
    internal int NarrowCandidates => Math.Max(64, 2 * K);

    /// <summary>The most contacts a table can hold.</summary>
    public int MaxContacts => PeerId.Bits * K;
}
