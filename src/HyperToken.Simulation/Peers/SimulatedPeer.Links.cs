using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Simulation.Engine;

namespace HyperToken.Simulation.Peers;

/// <content>Its links: opened when wanted or first used, closed as surplus, broken by a partition or by a new start of the other side.</content>
internal sealed partial class SimulatedPeer
{
    private PeerLinks? _links;
    private Contact[] _oldLinks = [];

    /// <summary>Open links as its machine counts them, where it does.</summary>
    public int? LinksCountedAt(Instant now) => _links?.CountOpen(now);

    private void OpenWanted(Contact contact)
    {
        if (HasLink(contact))
            return;

        var now = _worker.Now;
        var receiver = _world.Directory.IndexOf(contact.Id);
        Dial(contact, receiver, now);
        NotifyOpened(contact, receiver, isNew: true, now);
    }

    private void CloseUnwanted(Contact contact)
    {
        if (!HasLink(contact))
            return;

        Closed(contact, isLost: false);
        Notify(contact, LinkNotice.Closed, _worker.Now);
    }

    private bool HasLink(Contact contact) => _links?.Has(contact.Id) ?? _peer!.Peer.Neighbours.HasLink(contact.Id);

    /// <summary>The machine takes frames for a link at once; the protocol hears of it when it is open.</summary>
    private void Dial(Contact contact, int receiver, Instant now)
    {
        if (!_world.Options.DialCost)
        {
            Opened(receiver, now);
            return;
        }

        var openAt = now + TimeSpan.FromMicroseconds(3 * _world.Links.Travel(Index, receiver, _sent));
        Book(contact, now);
        _links!.DialedUntil(contact.Id, openAt);
        _worker.Post(new SimulatedEvent(openAt, Index, Index, ++_sent, new LinkDialled(receiver)));
    }

    private void Dialled(LinkDialled dialled, Instant now)
    {
        // A link that was closed meanwhile may be about to be opened again.
        var contact = _world.Contacts[dialled.Other];
        if (HasLink(contact) && _links!.OpenAt(contact.Id, now) == now && !_peer!.Peer.Neighbours.HasLink(contact.Id))
            _peer.Handle(_world.OpenedTo(dialled.Other), now);
    }

    private void Opened(int other, Instant now)
    {
        _peer!.Handle(_world.OpenedTo(other), now);
        if (_links is not null)
            Book(_world.Contacts[other], now);
    }

    /// <summary>The machine counts a link, and closes others for it where it must.</summary>
    private void Book(Contact contact, Instant now)
    {
        _links!.Opened(contact, now);
        if (_world.Options.MaxLinks is not { } maxLinks)
            return;

        var neighbours = _peer!.Peer.Neighbours;
        foreach (var excess in _links.Excess(contact, maxLinks, neighbours.Table, neighbours.Role))
        {
            Closed(excess, isLost: false);
            Notify(excess, LinkNotice.Closed, now);
        }
    }

    private void Closed(Contact contact, bool isLost)
    {
        if (_links?.Closed(contact.Id) ?? _peer!.Peer.Neighbours.HasLink(contact.Id))
            _peer!.Handle(new LinkClosed(contact, isLost), _worker.Now);
    }

    /// <summary>The other side hears that a link is open, or this one, in time, that it is not.</summary>
    private void NotifyOpened(Contact contact, int receiver, bool isNew, Instant now)
    {
        if (IsCutOff(receiver, now))
            BreakLater(receiver, isNew, now);
        else if (isNew)
            Notify(contact, LinkNotice.Opened, now);
    }

    private bool IsCutOff(int other, Instant at) => _world.Links.Partition?.Passes(Index, other, at) == false;

    private void BreakLater(int other, bool isNew, Instant departure) => _worker.Post(
        new SimulatedEvent(departure + LinkBreak.Delay, Index, Index, ++_sent, new LinkBreak(other, IsLost: !isNew)));

    private void Broken(LinkBreak broken, Instant now)
    {
        // Where the partition has healed in time, the machines have tried again, and the link holds.
        if (IsCutOff(broken.Other, now))
            Closed(_world.Contacts[broken.Other], broken.IsLost);
    }

    /// <summary>A machine that has started anew refuses what comes over connections it had before, and the other side hears of it.</summary>
    private void ResetOldLinks(Instant now)
    {
        foreach (var contact in _oldLinks)
            Notify(contact, LinkNotice.Reset, now);

        _oldLinks = [];
    }

    private void Notify(Contact contact, LinkNotice notice, Instant now)
    {
        var receiver = _world.Directory.IndexOf(contact.Id);
        if (IsCutOff(receiver, now))
            return;

        var sequence = ++_sent;
        var micros = _world.Links.Travel(Index, receiver, sequence);
        _worker.Post(new SimulatedEvent(new Instant(now.Micros + micros), receiver, Index, sequence, notice));
    }
}
