using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Records;

/// <summary>
/// Has the supernodes closest to a leaf's id keep the leaf's locate record: a moment after its attachments have changed, so that a burst
/// of changes makes one record, and again when half of the record's life is over.
/// </summary>
internal sealed class LocatePublisher
{
    /// <summary>What is added to the sequence where keepers have a higher one, of a start whose incarnation was higher than this one's.</summary>
    private const ulong SequenceJump = 1 << 20;

    /// <summary>Sequences of one incarnation; where it has more, its keepers say so at the next one, and it jumps.</summary>
    private const int SequenceBits = 7;

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeToLive = SignedRecord.MaxTimeToLive;
    private readonly PeerId _self;
    private readonly KeyPair? _keys;
    private readonly RandomSource _random;
    private readonly LookupStarter _lookups;
    private readonly PeerCounters _counters;
    private readonly HashSet<PeerId> _asked = [];
    private Contact[] _supernodes = [];
    private ulong _sequence;
    private uint? _lookup;
    private Instant _dueAt = Instant.Never;
    private Instant _waitsUntil = Instant.Never;
    private int _sent;
    private int _kept;
    private bool _isBehind;

    public LocatePublisher(PeerId self, ulong incarnation, KeyPair? keys, RandomSource random, LookupStarter lookups, PeerCounters counters)
    {
        (_self, _keys, _random, _lookups, _counters) = (self, keys, random, lookups, counters);
        _sequence = incarnation << SequenceBits;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => Instant.Min(_dueAt, _waitsUntil);

    /// <summary>Role or attachments have changed.</summary>
    public void Attached(RoleSnapshot role, Instant now)
    {
        Contact[] supernodes = role.IsLeaf
            ? [.. role.Supernodes.Where(supernode => supernode.Id != _self).Take(LocateRecord.MaxSupernodes)]
            : [];
        if (IsSame(supernodes))
            return;

        _supernodes = supernodes;
        if (supernodes.Length > 0)
            _dueAt = Instant.Min(_dueAt, now + Delay);
        else
            Stop();
    }

    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (_waitsUntil <= now)
            Settle(now);
        if (_dueAt > now)
            return;

        // The record is made when the lookup has ended, and then says what is the case; a later change needs another.
        if (_lookup is not null)
        {
            _dueAt = now + Delay;
            return;
        }

        _dueAt = now + RenewalAfter();
        _lookup = _lookups.NextNumber;
        _lookups.Start(LookupPurpose.Locate, _self, LocateReplicas.LookupWidth, neighbours, output);
    }

    /// <summary>A lookup has ended; whether it was this one's.</summary>
    public bool Completed(LookupCompleted lookup, Instant now, IPeerOutput output)
    {
        if (lookup.Number != _lookup)
            return false;

        _lookup = null;
        if (_supernodes.Length > 0)
            Publish([.. lookup.Result.Closest.Take(LocateReplicas.Count)], now, output);

        return true;
    }

    /// <summary>A keeper says what became of the record.</summary>
    public void Receive(Contact from, StoreReplyFrame reply, Instant now)
    {
        if (reply.Request != _sequence || !_asked.Remove(from.Id))
        {
            _counters.UnmatchedReplies++;
            return;
        }

        if (reply.Outcome is StoreOutcome.Stored or StoreOutcome.Renewed)
            _kept++;
        else
            _counters.StoresFailed++;

        _isBehind |= reply.Outcome is StoreOutcome.Older or StoreOutcome.Conflict;
        if (_asked.Count == 0)
            Settle(now);
    }

    /// <summary>A keeper cannot be reached.</summary>
    public void Failed(Contact contact, StoreFrame store, Instant now)
    {
        if (store.Request != _sequence || !_asked.Remove(contact.Id))
            return;

        _counters.StoresFailed++;
        if (_asked.Count == 0)
            Settle(now);
    }

    /// <summary>Whether the record names the same primary and the same standbys, in whatever order.</summary>
    private bool IsSame(Contact[] supernodes) =>
        supernodes.Length == _supernodes.Length
        && (supernodes.Length == 0 || supernodes[0].Id == _supernodes[0].Id)
        && Array.TrueForAll(supernodes, supernode => Array.Exists(_supernodes, other => other.Id == supernode.Id));

    private void Publish(Contact[] keepers, Instant now, IPeerOutput output)
    {
        if (keepers.Length == 0)
        {
            _dueAt = Instant.Min(_dueAt, now + RetryAfter);
            return;
        }

        GiveUpWaiting();
        var record = LocateRecord.Create(_self, _supernodes, ++_sequence, TimeToLive, _keys);
        _counters.RecordsPublished++;
        (_sent, _kept, _isBehind, _waitsUntil) = (keepers.Length, 0, false, now + AnswerWait);
        foreach (var keeper in keepers)
            _asked.Add(keeper.Id);
        foreach (var keeper in keepers)
            output.Send(keeper, new StoreFrame(_sequence, record));
    }

    /// <summary>All have answered, or have had the time to. Where fewer than half keep the record, it is put again soon.</summary>
    private void Settle(Instant now)
    {
        GiveUpWaiting();
        if (2 * _kept >= _sent || _supernodes.Length == 0)
            return;

        if (_isBehind)
            _sequence += SequenceJump;

        _dueAt = Instant.Min(_dueAt, now + RetryAfter);
    }

    private void GiveUpWaiting()
    {
        _counters.StoresFailed += _asked.Count;
        _asked.Clear();
        _waitsUntil = Instant.Never;
    }

    /// <summary>A peer that is no leaf, or attached to nobody, has nothing to say. What is kept of it ends by itself.</summary>
    private void Stop()
    {
        GiveUpWaiting();
        _dueAt = Instant.Never;
        _lookup = null;
    }

    /// <summary>Half of the record's life, or up to an eighth of it less, so that leaves that came together do not keep in step.</summary>
    private TimeSpan RenewalAfter() => (TimeToLive / 2) - (_random.Next(256) * (TimeToLive / 2048));
}
