using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>
/// Owns a peer's links: opens one when there is something to send, takes those that others open, keeps their number within
/// the budget. Frames do not pass through here once a link is open.
/// </summary>
internal sealed class TransportActor : UntypedActor
{
    private readonly InProcessNetwork _network;
    private readonly InProcessEndpoint _self;
    private readonly HyperTokenSettings _settings;
    private readonly PeerMemory _memory;
    private readonly PeerClock _clock;
    private readonly Dictionary<PeerId, ILink> _links = [];

    public TransportActor(PeerBlueprint blueprint, InProcessEndpoint self)
    {
        _network = blueprint.Network;
        _settings = blueprint.Settings;
        _memory = blueprint.Memory;
        _clock = blueprint.Clock;
        _self = self;
    }

    /// <summary>A restart loses the links but not the address: who dials meanwhile waits in the mailbox.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        foreach (var link in _links.Values)
        {
            link.Close(LinkCloseReason.Gone);
            Context.Parent.Tell(new LinkClosed(link.Remote, Lost: false));
        }
    }

    /// <summary>Ahead of the peer's own end: who is told that a link is lost must find nobody when it dials again.</summary>
    protected override void PostStop() => _self.OwnerStopped();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendOverNewLink send:
                Open(send.To, send.Frame);
                break;
            case LinkWanted wanted:
                Open(wanted.Contact, frame: null);
                break;
            case Inbound inbound:
                Accept(inbound.Link, dialledBy: inbound.DialledBy);
                break;
            case RemoteClosed closed:
                Forget(closed.Link, lost: closed.Reason == LinkCloseReason.Gone);
                break;
            case CloseFaulty faulty:
                faulty.Link.Close(LinkCloseReason.Faulty);
                Forget(faulty.Link, lost: false);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Open(Contact contact, Frame? frame)
    {
        var now = _clock.Now;
        EncodedFrame? bytes = frame is null ? null : FrameCodec.Encode(frame);
        if (_links.TryGetValue(contact.Id, out var link) && link.IsOpen && (bytes is null || link.TrySend(bytes.Value, now)))
            return;

        if (_network.TryDial(_self, contact.Id, bytes, now, out link))
            Keep(link);
        else
            Context.Parent.Tell(new SendFailed(contact, frame));
    }

    /// <summary>When both sides have dialled at once, both keep the link that the smaller id dialled.</summary>
    private void Accept(ILink link, in PeerId dialledBy)
    {
        var hasOther = _links.TryGetValue(link.Remote.Id, out var other) && other.IsOpen;
        if (hasOther && _self.Contact.Id.CompareTo(dialledBy) < 0)
        {
            link.Close(LinkCloseReason.Surplus);
            return;
        }

        if (hasOther)
            other!.Close(LinkCloseReason.Surplus);

        Keep(link);
    }

    private void Keep(ILink link)
    {
        link.Used(_clock.Now);
        _links[link.Remote.Id] = link;
        Context.Parent.Tell(new PeerActor.LinkUp(link));
        if (_links.Count <= _settings.MaxLinks)
            return;

        var links = _links.Values.Select(open => (open.Remote, open.LastUsed));
        foreach (var contact in LinkBudget.ExcessBeside(link.Remote.Id, links, _settings.MaxLinks, _memory.Table))
        {
            var excess = _links[contact.Id];
            excess.Close(LinkCloseReason.Excess);
            Forget(excess, lost: false);
        }
    }

    /// <summary>
    /// Only the link in use counts: one that was replaced closes without a word. One that a crash made this actor forget may
    /// be in use by the peer.
    /// </summary>
    private void Forget(ILink link, bool lost)
    {
        if (_links.TryGetValue(link.Remote.Id, out var current) && !ReferenceEquals(current, link))
            return;

        _links.Remove(link.Remote.Id);
        Context.Parent.Tell(new LinkClosed(link.Remote, lost));
    }

    /// <summary>There is no link for this frame yet.</summary>
    internal sealed record SendOverNewLink(Contact To, Frame Frame);

    /// <summary>Another peer has opened a link.</summary>
    internal sealed record Inbound(ILink Link, PeerId DialledBy);

    /// <summary>The other side has closed a link.</summary>
    internal sealed record RemoteClosed(ILink Link, LinkCloseReason Reason);

    /// <summary>What came over this link cannot be understood.</summary>
    internal sealed record CloseFaulty(ILink Link);
}
