using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// How a peer comes into its network and stays in it. Joining fills the table from any contacts that answer; without an
/// answer it is tried again. Afterwards the table is filled up now and then, and on request after a ping to everybody.
/// </summary>
internal sealed class Membership
{
    /// <summary>After this many attempts nobody answered, the application is told so; the peer goes on trying.</summary>
    private const int AttemptsToReport = 3;

    private readonly PeerId _self;
    private readonly PeerSettings _settings;
    private readonly RandomSource _random;
    private readonly LookupStarter _lookups;
    private IReadOnlyList<Contact> _seeds = [];
    private TableFill? _fill;
    private Activity _activity;
    private ProbesFinished? _probed;
    private Instant _upkeepDue = Instant.Never;
    private int _attempts;
    private bool _hasJoined;

    public Membership(PeerId self, PeerSettings settings, RandomSource random, LookupStarter lookups)
    {
        _self = self;
        _settings = settings;
        _random = random;
        _lookups = lookups;
    }

    /// <summary>What the current fill of the table is for.</summary>
    private enum Activity
    {
        None,
        Joining,
        Upkeep,
        Probing,
        Round,
    }

    public Instant NextDeadline { get; private set; } = Instant.Never;

    public void Join(IReadOnlyList<Contact> seeds, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        _seeds = seeds;
        _attempts = 0;
        _hasJoined = seeds.Count == 0;
        NextDeadline = now + _settings.RejoinInterval;
        _upkeepDue = now + Jittered(_settings.MaintenanceInterval);
        if (seeds.Count == 0)
            output.Signal(new JoinCompleted(neighbours.Table.Count, 0, 0));
        else
            Begin(Activity.Joining, neighbours, output);
    }

    /// <summary>One whole round now: ping everybody, then fill what is thin.</summary>
    public void Maintain(IPeerOutput output)
    {
        _activity = Activity.Probing;
        _fill = null;
        _probed = null;
        output.Signal(ProbeAll.Instance);
    }

    public void Handle(PeerSignal signal, PeerNeighbours neighbours, IPeerOutput output)
    {
        switch (signal)
        {
            case ProbesFinished probed when _activity == Activity.Probing:
                _probed = probed;
                Begin(Activity.Round, neighbours, output);
                break;
            case LookupCompleted completed when _fill is { } fill && _lookups.Ended(completed.Number):
                fill.Completed(completed.Result);
                Continue(neighbours, output);
                break;
            case SnapshotPublished:
                Continue(neighbours, output);
                break;
            case BucketStale stale:
                var target = Distance.InBucket(stale.Bucket, 0, 0, _random).From(_self);
                _lookups.Start(LookupPurpose.Maintenance, target, _settings.Kademlia.RefreshWidth, neighbours.Table, output);
                break;
        }
    }

    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (now < NextDeadline)
            return;

        NextDeadline = now + _settings.RejoinInterval;
        if (_activity != Activity.None)
            return;

        var isAlone = _seeds.Count > 0 && neighbours.Table.Count == 0;
        if (!_hasJoined || isAlone)
        {
            Begin(Activity.Joining, neighbours, output);
        }
        else if (_upkeepDue <= now)
        {
            _upkeepDue = now + Jittered(_settings.MaintenanceInterval);
            Begin(Activity.Upkeep, neighbours, output);
        }
    }

    /// <summary>Up to a quarter longer, so that peers that started together do not keep in step.</summary>
    private TimeSpan Jittered(TimeSpan interval) => interval + (_random.Next(256) * (interval / 1024));

    private void Begin(Activity activity, PeerNeighbours neighbours, IPeerOutput output)
    {
        _activity = activity;
        _fill = new TableFill(_self, _settings.Kademlia, _random);
        Continue(neighbours, output);
    }

    private void Continue(PeerNeighbours neighbours, IPeerOutput output)
    {
        if (_fill is not { } fill)
            return;

        while (fill.Next(neighbours.Table, _settings.RefreshParallelism) is { } next)
        {
            if (next.Bucket >= 0)
                output.Signal(new BucketTouched(next.Bucket));

            // A peer that knows hardly anybody asks its seeds too: they are what brings a cut-off half back.
            var extra = next.Bucket < 0 && neighbours.Table.Count < _settings.Kademlia.K ? _seeds : [];
            _lookups.StartOwned(next.Target, next.Width, neighbours.Table, extra, output);
        }

        if (fill.IsDone)
            Finish(fill, neighbours, output);
    }

    private void Finish(TableFill fill, PeerNeighbours neighbours, IPeerOutput output)
    {
        var activity = _activity;
        _activity = Activity.None;
        _fill = null;
        if (activity == Activity.Joining)
            Joined(fill, neighbours, output);
        else if (activity == Activity.Round)
            output.Signal(new MaintenanceCompleted(_probed?.Pinged ?? 0, _probed?.Failed ?? 0, fill.Lookups, fill.Queries));
    }

    private void Joined(TableFill fill, PeerNeighbours neighbours, IPeerOutput output)
    {
        // Where most contacts are silent, the network or this machine is overloaded: the next attempt finds it better.
        var isLast = ++_attempts == AttemptsToReport;
        var wasReported = _hasJoined || _attempts > AttemptsToReport;
        _hasJoined = fill.IsSound || (fill.WasAnswered && _attempts >= AttemptsToReport);
        if (!wasReported && (_hasJoined || isLast))
            output.Signal(new JoinCompleted(neighbours.Table.Count, fill.Lookups, fill.Queries));
    }
}
