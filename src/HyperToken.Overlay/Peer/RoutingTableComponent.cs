using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Owns a peer's <see cref="RoutingTable"/>: takes what the others learnt about contacts, pings before it evicts, tries
/// dormant contacts again, and publishes snapshots.
/// </summary>
public sealed class RoutingTableComponent
{
    private readonly KademliaSettings _settings;
    private RoutingTable _table;
    private ProbeSet _probes;
    private bool _isLeaf;
    private Dictionary<PeerId, Contact>? _suspects;
    private HashSet<PeerId>? _silentForLong;
    private Instant _nextProbe;
    private Instant _lastSnapshot = new(long.MinValue / 2);
    private int _probeDepth;
    private bool _contactsChanged;
    private NeighbourSnapshot _published;
    private RoundOfProbes? _round;

    /// <summary>Makes the component of a peer that knows nobody, or those in a snapshot.</summary>
    /// <param name="self">Whose table it is.</param>
    /// <param name="settings">Limits and intervals.</param>
    /// <param name="now">The time.</param>
    /// <param name="table">Whom it holds; left out, nobody.</param>
    /// <param name="mode">A leaf's table stays empty and pings nobody, until the leaf becomes a supernode.</param>
    public RoutingTableComponent(
        PeerId self, KademliaSettings settings, Instant now, NeighbourSnapshot? table = null, ContactMode mode = ContactMode.Server)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _table = table is null ? new RoutingTable(self, settings) : new RoutingTable(table, settings, now);
        _published = _table.Snapshot();
        _probes = new ProbeSet(settings);
        _nextProbe = now + settings.ProbeInterval;
        _isLeaf = mode == ContactMode.Leaf;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => _isLeaf ? SnapshotDue : Instant.Min(Instant.Min(_nextProbe, _probes.NextDeadline), SnapshotDue);

    /// <summary>Contacts that left after failing.</summary>
    public int DormantCount => _table.Dormant.Count;

    private bool HasNews => _table.HasChanged || !ReferenceEquals(_table.Snapshot(), _published);

    private Instant SnapshotDue => HasNews ? _lastSnapshot + _settings.SnapshotInterval : Instant.Never;

    /// <summary>
    /// Takes back the contacts of an earlier snapshot, after a restart: suspects stay suspects. What was asked of the table before
    /// may be lost: its host says so by <see cref="TableRestarted"/>.
    /// </summary>
    public void Restore(NeighbourSnapshot snapshot, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        for (var bucket = PeerId.Bits - 1; bucket >= snapshot.LowestBucket; bucket--)
        {
            foreach (ref readonly var entry in snapshot.Bucket(bucket))
                Restore(entry);
        }

        Publish(now, output);
    }

    /// <summary>Takes a signal that <see cref="PeerWiring"/> addresses to the table.</summary>
    public void Handle(PeerSignal signal, Instant now, IPeerOutput output)
    {
        switch (signal)
        {
            case ContactSeen or ContactsSeen or PingAnswered when _isLeaf:
                break;
            case SelfChanged { Self.Mode: ContactMode.Server }:
                _isLeaf = false;
                _nextProbe = now + _settings.ProbeInterval;
                break;
            case MeshUnwanted:
                BecomeLeaf(now, output);
                break;
            case ContactSeen seen:
                Seen(seen.Contact, now, output);
                break;
            case ContactsSeen many:
                foreach (var contact in many.Contacts)
                    SeenBefore(contact, now, output);
                break;
            case ContactSuspected suspected:
                Suspected(suspected.Contact, now, output);
                break;
            case RoundTripMeasured measured:
                _table.Measured(measured.Contact, measured.RoundTrip);
                break;
            case QueryReceived query:
                output.Send(query.From, new FindNodeReplyFrame(query.Request, AnswerTo(query)));
                break;
            case PingAnswered pong:
                Answered(pong, now, output);
                break;
            case ContactFailed failed:
                Failed(failed.Contact, failed.Refused, now, output);
                break;
            case SendFailed failed:
                Failed(failed.Contact, refused: true, now, output);
                break;
            case LinkClosed closed:
                // Losing a link is no proof of death; asking is. A ping that went over it may never arrive.
                _probes.Forget(closed.Contact.Id);
                Probe(closed.Contact, now, output);
                break;
            case BucketTouched touched:
                _table.Touch(touched.Bucket, now);
                break;
            case SettleTable settle:
                Publish(now, output);
                output.Signal(new TableSettled(settle.Purpose));
                break;
            case ProbeAll:
                Publish(now, output);
                _round = new RoundOfProbes(_table.Snapshot());
                break;
        }

        Settle(now, output);
    }

    /// <summary>Does what is due by now: time-outs of pings, the regular probes, a snapshot.</summary>
    public void Advance(Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (!_isLeaf && _probes.TryTimeOut(now, out var silent))
            Failed(silent, refused: false, now, output);

        if (!_isLeaf && _nextProbe <= now)
        {
            _nextProbe = now + _settings.ProbeInterval;
            if (_table.Dormant.Next() is { } dormant)
                Probe(dormant, now, output);

            ProbeSuspects(now, output);
            ProbeStale(now, output);
            if (_table.UntouchedSince(now + -_settings.BucketRefresh) is >= 0 and var bucket)
            {
                _table.Touch(bucket, now);
                output.Signal(new BucketStale(bucket));
            }
        }

        Settle(now, output);
    }

    private void BecomeLeaf(Instant now, IPeerOutput output)
    {
        _isLeaf = true;
        _table = new RoutingTable(_table.Self, _settings);
        _probes = new ProbeSet(_settings);
        _suspects = null;
        _silentForLong = null;
        Publish(now, output);
    }

    private void Restore(in TableEntry entry)
    {
        _table.Seen(entry.Contact, entry.LastSeen);
        if (entry.IsSuspect)
            Suspect(entry.Contact);

        for (var failure = 0; failure < entry.Failures; failure++)
            _table.Failed(entry.Contact.Id, refused: false, entry.LastSeen);

        if (entry.RoundTrip is { } roundTrip)
            _table.Measured(entry.Contact.Id, roundTrip);
    }

    /// <summary>The closest contacts that are not suspect; the asker knows itself.</summary>
    private Contact[] AnswerTo(QueryReceived query)
    {
        var closest = new Contact[Math.Min(Math.Min(query.Count, _settings.AnswerSize), _table.Count)];
        var found = _table.Closest(query.Target, closest, skipSuspects: true, butNot: query.From);
        return found == closest.Length ? closest : closest[..found];
    }

    private void Seen(Contact contact, Instant now, IPeerOutput output)
    {
        if (_table.Dormant.Contains(contact.Id))
            output.Signal(new ContactReturned(contact));

        switch (Refresh(contact, now, output))
        {
            case SeenOutcome.Added:
                _contactsChanged = true;
                output.Signal(new ContactAdded(contact));
                break;
            case SeenOutcome.Waiting:
                // Ping before evict: a newcomer gets a place only if the contact heard of longest ago is silent.
                var bucket = _table.Self.DistanceTo(contact.Id).BucketIndex;
                if (_table.LeastRecentlySeen(bucket) is { } oldest && oldest.LastSeen + _settings.FreshFor < now)
                    Probe(oldest.Contact, now, output);
                break;
        }
    }

    /// <summary>Old news by now: it refreshes, or waits for a place, but must not bring back who was evicted meanwhile.</summary>
    private void SeenBefore(Contact contact, Instant now, IPeerOutput output)
    {
        if (_table.Contains(contact.Id))
            Refresh(contact, now, output);
        else if (!_table.HasRoomFor(contact.Id) && !_table.Dormant.Contains(contact.Id))
            Seen(contact, now, output);
    }

    private SeenOutcome Refresh(Contact contact, Instant now, IPeerOutput output)
    {
        _suspects?.Remove(contact.Id);
        if (_silentForLong?.Remove(contact.Id) == true)
            output.Signal(new ContactReturned(contact));

        return _table.Seen(contact, now);
    }

    private void Answered(PingAnswered pong, Instant now, IPeerOutput output)
    {
        if (_probes.TryAnswer(pong.From.Id, pong.Request, now) is { } roundTrip)
            _table.Measured(pong.From.Id, roundTrip);

        _round?.Done(pong.From.Id);

        // It has become a leaf, and the news of that did not arrive.
        if (pong.From.Mode == ContactMode.Leaf)
            Failed(pong.From, refused: true, now, output);
        else
            Seen(pong.From, now, output);
    }

    /// <summary>A frame of a broadcast may just have been lost: only silent pings evict.</summary>
    private void Suspected(Contact contact, Instant now, IPeerOutput output)
    {
        if (!_table.Suspect(contact.Id))
            return;

        Suspect(contact);
        Probe(contact, now, output);
    }

    private void Failed(Contact contact, bool refused, Instant now, IPeerOutput output)
    {
        _probes.Forget(contact.Id);
        var outcome = _table.Failed(contact.Id, refused, now);
        _round?.Silent(contact, isGone: refused || outcome.Evicted is not null);
        if (outcome.Evicted is null)
        {
            if (_table.Contains(contact.Id))
                SuspectOnceMore(contact);

            return;
        }

        _contactsChanged = true;
        _suspects?.Remove(contact.Id);
        _silentForLong?.Remove(contact.Id);
        output.Signal(new ContactEvicted(outcome.Evicted));
        if (outcome.Promoted is null)
            return;

        // It waited for long perhaps; a round that is to leave only the living has to ask it too.
        _round?.Add(outcome.Promoted);
        output.Signal(new ContactAdded(outcome.Promoted));
    }

    /// <summary>A suspect is pinged again until it is cleared or gone: it takes the place of somebody who may be alive.</summary>
    private void ProbeSuspects(Instant now, IPeerOutput output)
    {
        if (_suspects is null)
            return;

        foreach (var suspect in _suspects.Values)
            Probe(suspect, now, output);
    }

    /// <summary>One lost frame is chance; who was a suspect before this failure has been away for a while.</summary>
    private void SuspectOnceMore(Contact contact)
    {
        if (_suspects?.ContainsKey(contact.Id) == true)
            (_silentForLong ??= []).Add(contact.Id);

        Suspect(contact);
    }

    private void Suspect(Contact contact) => (_suspects ??= [])[contact.Id] = contact;

    /// <summary>Pings the stalest contact of one bucket, each bucket in its turn.</summary>
    private void ProbeStale(Instant now, IPeerOutput output)
    {
        var depths = PeerId.Bits - _table.LowestBucket;
        if (depths == 0)
            return;

        _probeDepth = (_probeDepth + 1) % depths;
        if (_table.LeastRecentlySeen(PeerId.Bits - 1 - _probeDepth) is { } entry && entry.LastSeen + _settings.FreshFor < now)
            Probe(entry.Contact, now, output);
    }

    private bool Probe(Contact contact, Instant now, IPeerOutput output)
    {
        if (_probes.TryStart(contact, now) is not { } request)
            return false;

        output.Send(contact, new PingFrame(request));
        return true;
    }

    /// <summary>Goes on with a round of probes, and publishes a snapshot if one is due. Who came or went is published at once: a stale table misroutes.</summary>
    private void Settle(Instant now, IPeerOutput output)
    {
        if (_round is { } round)
        {
            while (_probes.HasRoom && round.TryNext(out var contact))
            {
                if (!Probe(contact, now, output) && !_probes.Contains(contact.Id))
                    round.Done(contact.Id);
            }

            if (round.IsFinished)
            {
                _round = null;
                Publish(now, output);
                output.Signal(new ProbesFinished(round.Pinged, round.Failed));
            }
        }

        if (HasNews && (_contactsChanged || SnapshotDue <= now))
            Publish(now, output);
    }

    private void Publish(Instant now, IPeerOutput output)
    {
        var snapshot = _table.Snapshot();
        if (ReferenceEquals(snapshot, _published))
            return;

        _published = snapshot;
        _lastSnapshot = now;
        _contactsChanged = false;
        output.Signal(new SnapshotPublished(snapshot));
    }
}
