using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Records;

/// <summary>All that a peer has to do with records: it keeps those of others, publishes its own as a leaf, and finds leaves by theirs.</summary>
internal sealed class RecordExchange
{
    private readonly PeerId _self;
    private readonly PeerSettings _settings;
    private readonly ulong _incarnation;
    private readonly KeyPair? _keys;
    private readonly RandomSource _random;
    private readonly PeerCounters _counters;
    private readonly RecordStore _store;
    private readonly LookupStarter _lookups;
    private LocatePublisher? _publisher;
    private bool _publishes;

    // Most peers look for nobody.
    private LeafLocator? _locator;
    private uint _lastLocate;

    public RecordExchange(
        PeerId self, PeerSettings settings, ulong incarnation, KeyPair? keys, RandomSource random, LookupStarter lookups, PeerCounters counters)
    {
        (_self, _settings, _incarnation, _keys, _random) = (self, settings, incarnation, keys, random);
        (_lookups, _counters) = (lookups, counters);
        _store = new RecordStore(self, settings.Records, counters);
    }

    public LeafLocator Locator => _locator ??= new LeafLocator(_settings, _store, _lookups, _counters);

    /// <summary>Searches for leaves that have not ended.</summary>
    public int Searches => _locator?.Count ?? 0;

    /// <summary>Records kept for others.</summary>
    public int Kept => _store.Count;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => Instant.Min(
        Instant.Min(_store.NextDeadline, _locator?.NextDeadline ?? Instant.Never),
        _publisher?.NextDeadline ?? Instant.Never);

    /// <summary>Looks for a leaf on behalf of the application. <see cref="LocateCompleted"/> follows.</summary>
    /// <returns>The search's number.</returns>
    public uint Locate(in PeerId leaf, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        var number = ++_lastLocate;
        Locator.Search(leaf, number, neighbours, now, output);
        return number;
    }

    /// <summary>The peer follows a strategy from now on: on <see cref="RoutingStrategy.Hybrid"/> it publishes where it is attached.</summary>
    public void Follow(RoutingStrategy strategy, RoleSnapshot? role, Instant now)
    {
        _publishes = strategy == RoutingStrategy.Hybrid;
        if (_publishes)
            _publisher ??= new LocatePublisher(_self, _incarnation, _keys, _random, _lookups, _counters);

        Attached(role ?? RoleSnapshot.Unattached, now);
    }

    /// <summary>Role or attachments have changed.</summary>
    public void Attached(RoleSnapshot role, Instant now) => _publisher?.Attached(_publishes ? role : RoleSnapshot.Unattached, now);

    /// <summary>A lookup with the purpose <see cref="LookupPurpose.Locate"/> has ended.</summary>
    public void Completed(LookupCompleted lookup, Instant now, IPeerOutput output)
    {
        if (_publisher?.Completed(lookup, now, output) != true)
            _locator?.Completed(lookup, now, output);
    }

    /// <summary>Takes a frame about records.</summary>
    public FrameVerdict Receive(Contact from, Frame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        switch (frame)
        {
            case StoreFrame store:
                output.Send(from, new StoreReplyFrame(store.Request, Put(store.Record, neighbours, now)));
                break;
            case FindRecordFrame find:
                output.Send(from, new FindRecordReplyFrame(find.Request, _store.Find(find.Key, find.RecordKind, now), Closest(from, find, neighbours)));
                break;
            case FindRecordReplyFrame reply when _locator is not null:
                return _locator.Receive(from, reply, now, output);
            case StoreReplyFrame reply when _publisher is not null:
                _publisher.Receive(from, reply, now);
                break;
            default:
                _counters.UnmatchedReplies++;
                break;
        }

        return FrameVerdict.Accepted;
    }

    /// <summary>A frame about records could not be sent; others change nothing.</summary>
    public void Failed(Contact contact, Frame frame, Instant now, IPeerOutput output)
    {
        if (frame is FindRecordFrame find)
            _locator?.Failed(contact, find, now, output);
        else if (frame is StoreFrame store)
            _publisher?.Failed(contact, store, now);
    }

    /// <summary>Does what is due by now.</summary>
    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        _store.Advance(now);
        _locator?.Advance(now, output);
        _publisher?.Advance(neighbours, now, output);
    }

    /// <summary>A leaf keeps nothing new: nobody would look for it there. What it has kept as a supernode it keeps until it ends.</summary>
    private StoreOutcome Put(SignedRecord record, PeerNeighbours neighbours, Instant now)
    {
        if (!neighbours.IsLeaf)
            return _store.Put(record, now);

        _counters.RecordsRefused++;
        return StoreOutcome.Full;
    }

    private IReadOnlyList<Contact> Closest(Contact asker, FindRecordFrame find, PeerNeighbours neighbours)
    {
        IReadOnlyList<Contact> known = neighbours.Role is { IsLeaf: true } leaf
            ? leaf.Supernodes
            : neighbours.Table.Closest(find.Key, _settings.Kademlia.K, skipSuspects: true);
        return [.. known.Where(contact => contact.Id != asker.Id)];
    }
}
