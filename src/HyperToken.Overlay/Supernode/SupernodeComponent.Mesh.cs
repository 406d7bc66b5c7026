using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <content>A supernode: takes leaves, tells others its load, asks for more supernodes where there are too few, and steps down where there are too many.</content>
public sealed partial class SupernodeComponent
{
    /// <summary>Where supernodes have so great a share of the leaves they have room for, the minima do not matter.</summary>
    private const double NearlyFull = 0.8;

    /// <summary>A shortage of this share is within what the estimates are worth.</summary>
    private const double Tolerated = 0.05;

    /// <summary>
    /// The greatest share of supernodes that ask for one more within one evaluation: it takes some until a new one is known to all and
    /// has leaves, and meanwhile everybody sees the same shortage.
    /// </summary>
    private const double FastestGrowth = 0.15;

    /// <summary>How often a contact is drawn until one has a link.</summary>
    private const int MaxDraws = 4;

    private void Receive(Contact from, Frame frame, Instant now, IPeerOutput output)
    {
        if (from.Id == Self.Id || !Claims.ArePossible(frame))
            return;

        // It may have another role than when the link was opened.
        if (_linked.Find(from.Id) is { } known && known.Mode != from.Mode)
            _linked.Set(from);

        switch (frame)
        {
            case RegisterFrame register:
                Register(from, register, now, output);
                break;
            case RegisteredFrame registered:
                Received(from, registered, now, output);
                break;
            case DetachFrame:
                _hasNews |= _leaves.Remove(from.Id);
                break;
            case AnnounceFrame announce:
                Announced(from, announce, now, output);
                break;
            case InviteFrame invite:
                Invited(from, invite, now, output);
                break;
            case CandidateFrame:
                output.Send(from, new ConfirmFrame(IsServing && Shortage(Census()) > 0));
                break;
            case ConfirmFrame confirm:
                Confirmed(from, confirm, output);
                break;
        }
    }

    private double Shortage(SupernodeCensus census) =>
        SupernodeTarget.Of((int)Math.Ceiling(census.Peers), _settings) - census.Supernodes;

    private void Register(Contact from, RegisterFrame register, Instant now, IPeerOutput output)
    {
        if (!IsServing)
        {
            Refer(from, register, now, output);
            return;
        }

        var (outcome, isNew) = _leaves.Register(from, register, now);
        _hasNews |= isNew;
        var others = _directory.Name(from.Id, FreshSince, _random);
        if (outcome == RegisterOutcome.Full && others.Count > 0)
            _directory.Referred(others[0].Contact.Id);

        output.Send(from, new RegisteredFrame(outcome, _leaves.Primary, _leaves.Standby, EstimatedSize, others, null));
    }

    /// <summary>This peer is no supernode: it names those it knows, or the best to become one.</summary>
    private void Refer(Contact from, RegisterFrame register, Instant now, IPeerOutput output)
    {
        SupernodeLoad[] known = [.. _attachments.Loads.Concat(_directory.Name(from.Id, Instant.Zero, _random)).DistinctBy(load => load.Contact.Id).Where(load => load.Contact.Id != from.Id)];
        if (known.Length == 0)
            _election.Heard(new Rival(from, register.Score), now);

        var rival = known.Length == 0 ? _election.Best(Rival, now + (-3 * _settings.HeartbeatInterval)) : null;
        output.Send(from, new RegisteredFrame(RegisterOutcome.NotSupernode, 0, 0, EstimatedSize, known, rival));
    }

    private AnnounceFrame Announcement() => new(
        Self, Role, Score, _leaves.Primary, _leaves.Standby, Role == PeerRole.Supernode ? Kademlia.NetworkSize.Estimate(_table) : 0);

    /// <summary>A few supernodes, and now and then a seed, are told the own load; a seed that is none answers with those it knows, which brings cut-off halves together.</summary>
    private void Gossip(Instant now, IPeerOutput output)
    {
        var announcement = Announcement();
        for (var i = 0; i < GossipFanOut && _table.Count > 0; i++)
            output.Send(DrawFromTable(), announcement);

        if (_seeds.Count == 0)
            return;

        var seed = _seeds[_random.Next(_seeds.Count)];
        if (seed.Id != Self.Id && !_table.Contains(seed.Id))
            output.Send(seed, announcement);
    }

    /// <summary>Any contact of the table, one with a link rather: news alone is not worth a new link.</summary>
    private Contact DrawFromTable()
    {
        var drawn = Draw();
        for (var tries = 1; tries < MaxDraws && _linked.Find(drawn.Id) is null; tries++)
            drawn = Draw();

        return drawn;

        Contact Draw()
        {
            var place = _random.Next(_table.Count);
            var bucket = _table.LowestBucket;
            while (place >= _table.Bucket(bucket).Length)
                place -= _table.Bucket(bucket++).Length;

            return _table.Bucket(bucket)[place].Contact;
        }
    }

    /// <summary>Links to supernodes that are in neither's table most likely: lookups have opened them, or those who stood here before.</summary>
    private void CloseIdleMeshLinks(Instant now, IPeerOutput output)
    {
        if (now < _linksStayUntil || now < _enteredAt + (FreshHeartbeats * _settings.HeartbeatInterval))
            return;

        var fresh = Fresh.Select(known => known.Contact.Id).ToHashSet();
        foreach (var contact in _linked)
        {
            var isOfMesh = contact.Mode == ContactMode.Server && !_leaves.Contains(contact.Id);
            if (isOfMesh && !_table.Contains(contact.Id) && !fresh.Contains(contact.Id))
                output.Signal(new LinkUnwanted(contact));
        }
    }

    private void Announced(Contact from, AnnounceFrame announce, Instant now, IPeerOutput output)
    {
        if (announce.Contact.Id != from.Id)
            return;

        if (announce.Role != PeerRole.Supernode)
        {
            _directory.Remove(from.Id);
            output.Signal(new ContactFailed(from, Refused: true));
            return;
        }

        _election.Remove(from.Id);
        _directory.Heard(new SupernodeLoad(announce.Contact, announce.PrimaryLeaves, announce.StandbyLeaves), announce.Score, announce.Supernodes, now);
        if (Role == PeerRole.Supernode)
            return;

        // Most likely a supernode that joined through this peer, and looks for the others.
        output.Send(from, new RegisteredFrame(RegisterOutcome.NotSupernode, 0, 0, EstimatedSize, [.. _attachments.Loads], null));
        if (!_isEntering)
            _attachments.Fill(_directory, now, output);
    }

    /// <summary>A supernode was named. One that is in nobody's table yet is asked whether it is there.</summary>
    private void Meet(SupernodeLoad load, Instant now, IPeerOutput output)
    {
        if (Role == PeerRole.Supernode && !_table.Contains(load.Contact.Id) && _table.HasRoomFor(load.Contact.Id) && !_directory.Contains(load.Contact.Id))
            output.Send(load.Contact, new PingFrame(ProbeSet.Unasked));

        _directory.HeardOf(load, now);
    }

    private void EvaluateMesh(Instant now, IPeerOutput output)
    {
        var census = Census();
        var shortage = Shortage(census);
        if (IsToInvite(census, shortage))
            Invite(isUrgent: shortage > census.Supernodes || census.Leaves > NearlyFull * _settings.MaxLeaves, output);

        if (!_surplus.IsToStepDown(census, -shortage, Score, now, _random) || _directory.Count == 0)
            return;

        // It stays what it is until it is attached to others.
        _isSteppingDown = true;
        SeekSupernodes(now, output);
    }

    private bool IsToInvite(SupernodeCensus census, double shortage)
    {
        var share = shortage / census.Supernodes;
        if (census.Supernodes >= _settings.MinSupernodes)
            share = share > Tolerated ? Math.Min(share, FastestGrowth) : 0;

        return _random.Next(1 << 20) < share * (1 << 20);
    }

    private void Invite(bool isUrgent, IPeerOutput output)
    {
        if (_leaves.Best(isUrgent, _random) is { } best)
            output.Send(best.Contact, new InviteFrame(isUrgent));
    }

    private void StepDown(Instant now, IPeerOutput output)
    {
        _isSteppingDown = false;
        var others = _directory.Name(Self.Id, FreshSince, _random);
        foreach (var leaf in _leaves.All)
            output.Send(leaf.Contact, new RegisteredFrame(RegisterOutcome.NotSupernode, 0, 0, 0, others, null));

        _leaves.Clear();
        Become(PeerRole.Leaf, output);
        KnownAs(ContactMode.Leaf, output);

        // Who is in whose table is nearly mutual: until they know, they count on it and count it.
        var announcement = Announcement();
        foreach (var contact in _table.Closest(Self.Id, _table.Count))
            output.Send(contact, announcement);

        _isLeaving = true;
        _leftAt = now;
    }
}
