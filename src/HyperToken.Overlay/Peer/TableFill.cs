using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Fills a table by lookups: the own id first, then every thin sub-prefix of the farther buckets, then the own id again
/// (Maymounkov and Mazières 2002, section 2.3, with eight points per bucket instead of one: a bucket filled from one point holds
/// the neighbours of that point, and a broadcast tree needs buckets whose parts are all populated).
/// </summary>
internal sealed class TableFill
{
    private readonly PeerId _self;
    private readonly KademliaSettings _settings;
    private readonly RandomSource _random;
    private int _bucket = PeerId.Bits - 1;
    private int _lowest = PeerId.Bits;
    private int _subPrefix;
    private int _open;
    private bool _foundThin;
    private Step _step;

    public TableFill(PeerId self, KademliaSettings settings, RandomSource random)
    {
        _self = self;
        _settings = settings;
        _random = random;
    }

    /// <summary>What comes next.</summary>
    private enum Step
    {
        OwnId,
        SubPrefixes,
        OwnIdAgain,
        Nothing,
    }

    public int Lookups { get; private set; }

    public int Queries { get; private set; }

    /// <summary>Whether the lookup of the own id found anybody.</summary>
    public bool WasAnswered { get; private set; }

    /// <summary>Whether more contacts answered the first lookup of the own id than failed: if not, the table is not worth much.</summary>
    public bool IsSound { get; private set; }

    public bool HasOpen => _open > 0;

    public bool IsDone => _step == Step.Nothing && _open == 0;

    /// <summary>The next lookup to start, as long as fewer than <paramref name="parallelism"/> run; null while others have to end first.</summary>
    public (PeerId Target, int Width, int Bucket)? Next(NeighbourSnapshot table, int parallelism)
    {
        if (_open >= parallelism)
            return null;

        switch (_step)
        {
            case Step.OwnId or Step.OwnIdAgain when _open == 0:
                _step++;
                return Started((_self, _settings.K, -1));
            case Step.SubPrefixes when Lookups > 0:
                if (NextThin(table) is { } thin)
                    return Started(thin);
                if (_open > 0)
                    return null;

                // Where nothing was thin, the first lookup of the own id is recent enough.
                _step = _foundThin ? Step.OwnIdAgain : Step.Nothing;
                return Next(table, parallelism);
            default:
                return null;
        }
    }

    public void Completed(LookupResult result)
    {
        _open--;
        Lookups++;
        Queries += result.Queries;
        if (Lookups == 1)
        {
            IsSound = result.Closest.Count > result.Failures;
            _lowest = result.Closest.Count < _settings.K ? PeerId.Bits : _self.DistanceTo(result.Closest[^1].Id).BucketIndex;
        }

        WasAnswered |= result.Closest.Count > 0;
        if (!WasAnswered)
            _step = Step.Nothing;
    }

    private (PeerId Target, int Width, int Bucket) Started((PeerId Target, int Width, int Bucket) lookup)
    {
        _open++;
        return lookup;
    }

    /// <summary>
    /// The next sub-prefix with too few contacts. Buckets nearer than the k-th closest contact are left out: the lookup of the
    /// own id has found everybody in them.
    /// </summary>
    private (PeerId Target, int Width, int Bucket)? NextThin(NeighbourSnapshot table)
    {
        Span<int> counts = stackalloc int[KademliaSettings.SubPrefixes];
        for (; _bucket >= _lowest; _bucket--, _subPrefix = 0)
        {
            var entries = table.Bucket(_bucket);
            if (entries.Length >= _settings.K)
                continue;

            KBucket.CountSubPrefixes(_self, entries, counts);
            while (_subPrefix < KademliaSettings.SubPrefixes)
            {
                var subPrefix = _subPrefix++;
                if (counts[subPrefix] >= _settings.ThinBelow)
                    continue;

                _foundThin = true;
                var target = Distance.InBucket(_bucket, subPrefix, KademliaSettings.SubPrefixBits, _random).From(_self);
                return (target, _settings.RefreshWidth, _bucket);
            }
        }

        return null;
    }
}
