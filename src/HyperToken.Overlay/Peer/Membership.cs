using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// How a peer comes into its network and stays in it. Joining fills the table from any contacts that answer; without an
/// answer it is tried again. Afterwards the table is filled up now and then, and on request after a ping to everybody.
/// One thing at a time: what is asked for meanwhile follows, so that every request has its report.
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
    private bool _isJoinDue;
    private bool _isJoinReported = true;
    private bool _isMesh;
    private bool _isRoundDue;

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

    /// <summary>Whom the peer enters its network through.</summary>
    public IReadOnlyList<Contact> Seeds => _seeds;

    public void Join(IReadOnlyList<Contact> seeds, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        _seeds = seeds;
        _attempts = 0;
        _isJoinDue = seeds.Count > 0;
        _isJoinReported = !_isJoinDue;
        NextDeadline = now + _settings.RejoinInterval;
        _upkeepDue = now + Jittered(_settings.MaintenanceInterval);
        if (!_isJoinDue)
            ReportJoined(neighbours, 0, 0, output);
        else if (_activity == Activity.None)
            Begin(Activity.Joining, neighbours, output);
    }

    /// <summary>A leaf becomes a supernode: the table is filled as by joining. <see cref="MeshEntered"/> follows.</summary>
    public void EnterMesh(IReadOnlyList<Contact> seeds, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        _isMesh = true;
        Join(seeds, neighbours, now, output);
    }

    /// <summary>A supernode becomes a leaf: its table is nobody's concern any more.</summary>
    public void LeaveMesh()
    {
        _seeds = [];
        _isJoinDue = false;
        _isJoinReported = true;
        NextDeadline = Instant.Never;
    }

    /// <summary>One whole round: ping everybody, then fill what is thin.</summary>
    public void Maintain(IPeerOutput output)
    {
        if (_activity == Activity.None)
            BeginRound(output);
        else
            _isRoundDue = true;
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
                if (fill.HasOpen)
                    Continue(neighbours, output);
                else
                    output.Signal(new SettleTable(SettlePurpose.Maintenance));
                break;
            case TableSettled { Purpose: SettlePurpose.Maintenance }:
                Continue(neighbours, output);
                break;
            case TableRestarted:
                if (_activity == Activity.Probing)
                    output.Signal(ProbeAll.Instance);
                else if (_fill is { HasOpen: false })
                    output.Signal(new SettleTable(SettlePurpose.Maintenance));
                break;
            case BucketStale stale:
                var target = Distance.InBucket(stale.Bucket, 0, 0, _random).From(_self);
                _lookups.Start(LookupPurpose.Maintenance, target, _settings.Kademlia.RefreshWidth, neighbours, output);
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
        if (_isJoinDue || isAlone)
        {
            Begin(Activity.Joining, neighbours, output);
        }
        else if (_upkeepDue <= now)
        {
            _upkeepDue = now + Jittered(_settings.MaintenanceInterval);
            GreetSeeds(neighbours, output);
            Begin(Activity.Upkeep, neighbours, output);
        }
    }

    /// <summary>Seeds the table does not hold are tried for ever: they are what brings a cut-off half back.</summary>
    private void GreetSeeds(PeerNeighbours neighbours, IPeerOutput output)
    {
        foreach (var seed in _seeds)
        {
            if (!neighbours.Table.Contains(seed.Id))
                output.Send(seed, new PingFrame(ProbeSet.Unasked));
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

    private void BeginRound(IPeerOutput output)
    {
        _activity = Activity.Probing;
        _isRoundDue = false;
        output.Signal(ProbeAll.Instance);
    }

    private void Continue(PeerNeighbours neighbours, IPeerOutput output)
    {
        if (_fill is not { } fill)
            return;

        // Upkeep takes its time: one thin sub-prefix after the other.
        var parallelism = _activity == Activity.Upkeep ? 1 : _settings.RefreshParallelism;
        while (fill.Next(neighbours.Table, parallelism) is { } next)
        {
            if (next.Bucket >= 0)
                output.Signal(new BucketTouched(next.Bucket));

            // A peer that knows hardly anybody asks its seeds too.
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

        // An attempt to join that failed is repeated after a pause.
        if (_isJoinDue && activity != Activity.Joining)
            Begin(Activity.Joining, neighbours, output);
        else if (_isRoundDue)
            BeginRound(output);
    }

    private void Joined(TableFill fill, PeerNeighbours neighbours, IPeerOutput output)
    {
        // Where most contacts are silent, the network or this machine is overloaded: the next attempt finds it better.
        _attempts++;
        _isJoinDue = !fill.IsSound && !(fill.WasAnswered && _attempts >= AttemptsToReport);
        if (_isJoinReported || (_isJoinDue && _attempts < AttemptsToReport))
            return;

        _isJoinReported = true;
        ReportJoined(neighbours, fill.Lookups, fill.Queries, output);
    }

    private void ReportJoined(PeerNeighbours neighbours, int lookups, int queries, IPeerOutput output) =>
        output.Signal(_isMesh ? MeshEntered.Instance : new JoinCompleted(neighbours.Table.Count, lookups, queries));
}
