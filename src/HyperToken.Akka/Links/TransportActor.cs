using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using HyperToken.Configuration;
using HyperToken.Links.Channels;
using HyperToken.Links.Sockets;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>
/// Owns a peer's links: opens one when there is something to send, takes those that others open, keeps their number within
/// the budget. Frames do not pass through here once a link is open.
/// </summary>
internal sealed partial class TransportActor : UntypedActor
{
    private readonly InProcessNetwork _network;
    private readonly InProcessEndpoint _self;
    private readonly HyperTokenSettings _settings;
    private readonly PeerMemory _memory;
    private readonly PeerClock _clock;
    private readonly Dictionary<PeerId, ILink> _links = [];
    private readonly HashSet<StreamLink> _streams = [];
    private readonly PendingFrames _pending = new();
    private readonly Dials _dials;
    private readonly WebSocketDialler? _dialler;
    private readonly CancellationTokenSource _stopDialling = new();
    private IMaterializer? _materializer;
    private IActorRef? _drainedFor;
    private int _started;

    public TransportActor(PeerBlueprint blueprint, InProcessEndpoint self)
    {
        _network = blueprint.Network;
        _settings = blueprint.Settings;
        _memory = blueprint.Memory;
        _clock = blueprint.Clock;
        _self = self;
        _dials = new Dials(_settings.Link.MaxDials, _settings.Link.MaxWaitingDials, new RandomSource(blueprint.RandomSeed).Fork());
        _dialler = blueprint.Keys is { } keys ? new WebSocketDialler(keys, _settings.Link) : null;
    }

    /// <summary>A link that crashes is lost: the next frame opens another.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    /// <summary>A restart loses the links but not the address: who dials meanwhile waits in the mailbox.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        _stopDialling.Cancel();
        foreach (var child in Context.GetChildren())
            Context.Stop(child);

        foreach (var link in _links.Values)
        {
            link.Close(LinkCloseReason.Gone);
            Context.Parent.Tell(new LinkClosed(link.Remote, Lost: false));
            FailPending(link);
        }
    }

    /// <summary>Ahead of the peer's own end: who is told that a link is lost must find nobody when it dials again.</summary>
    protected override void PostStop()
    {
        _stopDialling.Cancel();
        _self.OwnerStopped();
    }

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
            case LinkUnwanted unwanted:
                CloseUnwanted(unwanted.Contact);
                break;
            case SelfChanged:
                // The peer's endpoint has told every link.
                break;
            case Inbound inbound:
                Accept(inbound.Link, dialledBy: inbound.DialledBy);
                break;
            case InboundChannel inbound when _drainedFor is not null:
                inbound.Channel.Close(LinkCloseReason.Leaving);
                _self.Detach(inbound.Channel);
                break;
            case InboundChannel inbound:
                if (inbound.Proven is not null)
                    _self.TryAttach(inbound.Channel);
                Start(inbound.Channel, dialled: null, inbound.Proven);
                break;
            case Introduce introduce:
                Call(introduce.Address);
                break;
            case Dialled dialled:
                Connected(dialled);
                break;
            case DialFailed failed:
                NotConnected(failed.Contact);
                break;
            case Greeted { Link: var link }:
                Greet(link);
                break;
            case RemoteClosed closed:
                Forget(closed.Link, lost: closed.Reason is LinkCloseReason.Gone or LinkCloseReason.Overflow);
                break;
            case CloseFaulty faulty:
                faulty.Link.Close(LinkCloseReason.Faulty);
                Forget(faulty.Link, lost: false);
                break;
            case LinkEnded ended:
                End(ended.Link);
                break;
            case CloseIdle:
                CloseUnused();
                break;
            case Drain drain:
                CloseAll(drain.Waiting);
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
            _pending.AddIfDialling(link, frame);
        else if (_drainedFor is not null)
            Context.Parent.Tell(new SendFailed(contact, frame));
        else if (WebSocketDialler.Reaches(contact.Address))
            Dial(contact, frame, now);
        else if (_settings.Link.Kind == LinkKind.Pipe)
            Connect(contact, frame, bytes, now);
        else if (_network.TryDial(_self, contact.Id, _settings.Link, bytes, now, out link))
            Keep(link);
        else
            Context.Parent.Tell(new SendFailed(contact, frame));
    }

    private void Connect(Contact contact, Frame? frame, EncodedFrame? bytes, Instant now)
    {
        if (!_network.TryConnect(_self, contact.Id, _settings.Link, out var channel) || Start(channel, contact, proven: null) is not { } link)
        {
            Context.Parent.Tell(new SendFailed(contact, frame));
            return;
        }

        Began(link, contact, frame);
        if (bytes is { } first)
            link.TrySend(first, now);
    }

    /// <summary>A link that this side has dialled is in use from now on.</summary>
    private void Began(StreamLink link, Contact contact, Frame? first)
    {
        // The link before this one has closed; the news of that may come later, and will not be heard then.
        if (_links.Remove(contact.Id))
            Context.Parent.Tell(new LinkClosed(contact, Lost: false));

        // The other side learns who dials from the first frame; what follows need not wait for its answer.
        _links[contact.Id] = link;
        _pending.Begin(link, first);
    }

    /// <summary>Makes a byte stream a link; null when the peer is about to go.</summary>
    private StreamLink? Start(IByteChannel channel, Contact? dialled, PeerId? proven)
    {
        var link = new StreamLink(channel, _self, _settings.Link, _settings.MaxFrameBytes, dialled, proven);
        if (!_self.TryReplace(channel, link))
        {
            channel.Close(LinkCloseReason.Gone);
            return null;
        }

        // Who the peer is may have changed since the link has said so for the first time.
        link.SelfChanged();
        _streams.Add(link);
        _materializer ??= Context.Materializer();
        var props = Props.Create<LinkActor>(link, _settings.Link, _materializer, Context.Parent).WithDispatcher(HyperTokenSettings.Dispatcher);
        Context.ActorOf(props, NameOf(channel));
        return link;
    }

    /// <summary>Two links to one peer may be open for a moment, when both have dialled: then with a number.</summary>
    private string NameOf(IByteChannel channel)
    {
        var name = $"link-{channel.RemoteName}";
        return Context.Child(name).IsNobody() ? name : $"{name}-{++_started}";
    }

    /// <summary>The other side of a byte stream has said who it is: from now on it is a link.</summary>
    private void Greet(StreamLink link)
    {
        _pending.End(link);
        if (!link.IsDialled)
            Accept(link, dialledBy: link.Remote.Id);
        else if (_links.TryGetValue(link.Remote.Id, out var current) && ReferenceEquals(current, link))
            Keep(link);
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
        foreach (var contact in LinkBudget.ExcessBeside(link.Remote.Id, links, _settings.MaxLinks, _memory.Table, _memory.Role))
            CloseUnwanted(contact);
    }

    private void CloseUnwanted(Contact contact)
    {
        if (!_links.TryGetValue(contact.Id, out var unwanted))
            return;

        unwanted.Close(LinkCloseReason.Excess);
        Forget(unwanted, lost: false);
    }

    /// <summary>
    /// Only the link in use counts: one that was replaced closes without a word. One that a crash made this actor forget may
    /// be in use by the peer.
    /// </summary>
    private void Forget(ILink link, bool lost)
    {
        if (link is StreamLink { IsNamed: false } || (_links.TryGetValue(link.Remote.Id, out var current) && !ReferenceEquals(current, link)))
            return;

        _links.Remove(link.Remote.Id);
        if (!FailPending(link))
            Context.Parent.Tell(new LinkClosed(link.Remote, lost));
    }

    /// <summary>The other side of a dialled stream never said who it is: as if nobody had been there.</summary>
    /// <returns>False when it did.</returns>
    private bool FailPending(ILink link)
    {
        if (!_pending.TryEnd(link, out var frames))
            return false;

        foreach (var frame in frames)
            Context.Parent.Tell(new SendFailed(link.Remote, frame));

        return true;
    }

    private void End(StreamLink link)
    {
        _streams.Remove(link);
        if (link.IsNamed && _links.TryGetValue(link.Remote.Id, out var current) && ReferenceEquals(current, link))
            Forget(link, lost: true);
        else if (_pending.TryEnd(link, out var frames))
            frames.ForEach(frame => Open(link.Remote, frame));

        AnswerIfDrained();
    }

    private void CloseAll(IActorRef waiting)
    {
        _drainedFor = waiting;
        _stopDialling.Cancel();
        foreach (var stream in _streams)
            stream.Close(LinkCloseReason.Leaving);

        AnswerIfDrained();
    }

    private void AnswerIfDrained()
    {
        if (_drainedFor is null || _streams.Count > 0)
            return;

        // Nothing more is opened: the peer is about to stop.
        _drainedFor.Tell(PeerRequests.Done.Instance);
        _drainedFor = ActorRefs.Nobody;
    }

    /// <summary>There is no link for this frame yet.</summary>
    internal sealed record SendOverNewLink(Contact To, Frame Frame);

    /// <summary>Another peer has opened a link.</summary>
    internal sealed record Inbound(ILink Link, PeerId DialledBy);

    /// <summary>The other side has closed a link.</summary>
    internal sealed record RemoteClosed(ILink Link, LinkCloseReason Reason) : IDeadLetterSuppression;

    /// <summary>What came over this link cannot be understood.</summary>
    internal sealed record CloseFaulty(ILink Link);

    /// <summary>Another peer has connected; who it is, it has yet to say.</summary>
    /// <param name="Channel">The stream.</param>
    /// <param name="Proven">Who it has proven to be; null on a stream within the process.</param>
    internal sealed record InboundChannel(IByteChannel Channel, PeerId? Proven = null);

    /// <summary>The other side of a byte stream has said who it is.</summary>
    internal sealed record Greeted(StreamLink Link);

    /// <summary>Nothing of a link runs any more.</summary>
    internal sealed record LinkEnded(StreamLink Link) : IDeadLetterSuppression;

    /// <summary>The peer leaves: close what is open, in order; who waits is answered with <see cref="PeerRequests.Done"/> when all that was queued has been sent.</summary>
    internal sealed record Drain(IActorRef Waiting);
}
