using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <content>A leaf: finds supernodes, stays attached to them, elects one where there are none, and becomes one.</content>
public sealed partial class SupernodeComponent
{
    private void SeekSupernodes(Instant now, IPeerOutput output)
    {
        // Somebody attached hears of others all the time. What anybody else knows is old: one that was full then would be so for ever.
        if (_attachments.Count == 0)
            _directory.ForgetBefore(FreshSince);

        _attachments.Fill(_directory, now, output);
        _attachments.Balance(_directory, now, output);

        _election.IsOrphan(_attachments.Count == 0 && _directory.Count == 0 && !_isEntering && !_isSteppingDown, now);
        if (_election.OrphanedAt is not { } orphanedAt)
            return;

        foreach (var seed in _seeds)
            _attachments.Try(seed, now, output);

        // Somebody is heard of with each of its heartbeats; one may get lost.
        var since = now + (-3 * _settings.HeartbeatInterval);
        if (now - orphanedAt >= _settings.ElectionDelay && _election.Best(Rival, since).Contact.Id == Self.Id)
            EnterMesh(output);
    }

    private Rival Rival => new(Self, Score);

    private void Received(Contact from, RegisteredFrame answer, Instant now, IPeerOutput output)
    {
        _reliability.Succeeded(now);
        foreach (var other in answer.Others)
        {
            if (other.Contact.Id != Self.Id)
                Meet(other, now, output);
        }

        if (answer.Outcome is not RegisterOutcome.NotSupernode)
            _directory.HeardOf(new SupernodeLoad(from, answer.PrimaryLeaves, answer.StandbyLeaves), now);
        else
            _directory.Remove(from.Id);
        if (answer.Rival is { } rival && rival.Contact.Id != Self.Id)
            _election.Heard(rival, now);
        if (IsServing)
            return;

        var wasAttached = _attachments.Count;
        _hasNews |= _attachments.Received(from, answer, _directory, now, output);
        _attachments.Fill(_directory, now, output);
        if (_attachments.Count > wasAttached && _isJoinReported)
            output.Signal(new ContactReturned(from));
        if (_attachments.HasPrimary)
            Attached(now, output);
    }

    private void Attached(Instant now, IPeerOutput output)
    {
        ReportJoined(output);
        if (_isSteppingDown)
            StepDown(now, output);
    }

    private void ReportJoined(IPeerOutput output)
    {
        if (_isJoinReported)
            return;

        _isJoinReported = true;
        output.Signal(new JoinCompleted(_attachments.Count, 0, 0));
    }

    /// <summary>A supernode asks for help.</summary>
    private void Invited(Contact from, InviteFrame invite, Instant now, IPeerOutput output)
    {
        if (!AreRolesFree || Role != PeerRole.Leaf || _isEntering || !_attachments.Contains(from.Id) || !(invite.IsUrgent || _attachments.Self.IsEligible))
            return;

        Become(PeerRole.Candidate, output);
        var asked = _attachments.ToContacts();
        _candidacy = new Candidacy(asked, now + _settings.HeartbeatInterval);
        foreach (var supernode in asked)
            output.Send(supernode, new CandidateFrame(Score));
    }

    private void Confirmed(Contact from, ConfirmFrame confirm, IPeerOutput output)
    {
        _candidacy?.Answered(from.Id, confirm.IsConfirmed);
        if (_candidacy is { IsAnswered: true } candidacy)
            Decide(candidacy, output);
    }

    private void Decide(Candidacy candidacy, IPeerOutput output)
    {
        _candidacy = null;
        if (candidacy.IsConfirmed)
            EnterMesh(output);
        else
            Become(PeerRole.Leaf, output);
    }

    /// <summary>The first step: others may rely on this peer. It stays attached until its table is filled, so that it misses nothing.</summary>
    private void EnterMesh(IPeerOutput output)
    {
        Become(PeerRole.Candidate, output);
        _isEntering = true;
        _isLeaving = false;
        KnownAs(ContactMode.Server, output);
        output.Signal(new MeshWanted([.. _attachments.ToContacts().Concat(_directory.Contacts).DistinctBy(contact => contact.Id)]));
    }

    /// <summary>The second step.</summary>
    private void EnteredMesh(Instant now, IPeerOutput output)
    {
        if (!_isEntering)
            return;

        _isEntering = false;
        _enteredAt = now;
        _surplus.Begin();
        Become(PeerRole.Supernode, output);
        var announce = Announcement();
        foreach (var rival in _election.Rivals.Concat(_seeds).DistinctBy(contact => contact.Id))
            output.Send(rival, announce);
        foreach (var supernode in _attachments.ToContacts())
            output.Send(supernode, announce);

        _election.IsOrphan(false, Instant.Zero);
        _attachments.DetachAll(output);
        _hasNews = true;
        ReportJoined(output);
    }

    /// <summary>What supernodes that had not heard yet have sent meanwhile was served: the table is not needed any more.</summary>
    private void LeaveMesh(Instant now, IPeerOutput output)
    {
        if (!_isLeaving || now < _leftAt + (2 * _settings.HeartbeatInterval))
            return;

        _isLeaving = false;
        output.Signal(MeshUnwanted.Instance);
    }

    /// <summary>Links that newcomers, lookups and former supernodes have left behind.</summary>
    private void CloseStrayLinks(Instant now, IPeerOutput output)
    {
        if (!_attachments.HasPrimary || _isLeaving || now < _linksStayUntil)
            return;

        foreach (var contact in _linked)
        {
            if (!_attachments.Contains(contact.Id))
                output.Signal(new LinkUnwanted(contact));
        }
    }
}
