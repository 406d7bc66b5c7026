using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Overlay;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Peers;

/// <summary>
/// One peer: hosts its <see cref="PeerComponent"/>, supervises the actors that host the other components, and passes signals on
/// to whom <see cref="PeerWiring"/> names. Frames come straight from links and go straight to them.
/// </summary>
internal sealed class PeerActor : UntypedActor, IWithTimers, IPeerOutput
{
    private const int MaxChildRestarts = 10;
    private static readonly TimeSpan ChildRestartWindow = TimeSpan.FromSeconds(10);

    private readonly PeerBlueprint _blueprint;
    private readonly PeerComponent _peer;
    private readonly RejoinContacts _rejoin;
    private readonly LinkBook _links = new();
    private readonly FanOut _fanOut = new();
    private readonly Dictionary<uint, (IActorRef Actor, LookupRequested Request)> _lookups = [];
    private readonly Dictionary<FrameError, long> _frameErrors = [];
    private readonly Queue<PeerSignal> _signals = [];
    private readonly PeerApplication _application;
    private readonly Publisher _publisher;
    private DeadlineTimer _timer = null!;
    private IActorRef _table = ActorRefs.Nobody;
    private IActorRef _transport = ActorRefs.Nobody;
    private IActorRef _role = ActorRefs.Nobody;
    private InProcessEndpoint _endpoint = null!;
    private bool _isRestarting;
    private Instant _now;

    public PeerActor(PeerBlueprint blueprint)
    {
        _blueprint = blueprint;
        var memory = blueprint.Memory;
        memory.StartedAt(blueprint.Clock.Now);
        _rejoin = RejoinContacts.Of(memory);
        _peer = new PeerComponent(
            memory.Self,
            blueprint.Settings.Peer with { Strategy = Strategy },
            memory.NextIncarnation(),
            new RandomSource(blueprint.RandomSeed),
            memory.Seen,
            memory: memory.Messages);
        memory.Self = _peer.Self;
        _publisher = new Publisher(_peer, _fanOut, blueprint.Settings.Publish);
        _application = new PeerApplication(_peer, _publisher, blueprint.Memory);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(PeerBlueprint blueprint) => PropsOf<PeerActor>(blueprint);

    public void Send(Contact to, Frame frame)
    {
        var payload = frame as BroadcastFrame;
        if (payload is not null)
            _blueprint.Observer?.PayloadSent(payload.Header.Id);

        var link = _links.TrySend(to.Id, frame, _now);
        if (link is null)
            _transport.Tell(new TransportActor.SendOverNewLink(to, frame));
        else if (payload is not null)
            _fanOut.Note(link);
    }

    public void Signal(PeerSignal signal) => _signals.Enqueue(signal);

    public void Deliver(EnvelopeBody body, int hops)
    {
        _blueprint.Observer?.Delivered(body, hops);
        if (_application.HasSubscribers)
            _application.Publish(new MessageReceived(body.Id, body, hops));
    }

    /// <summary>A child that crashes starts anew; one that keeps crashing stops, and takes this peer to its own restart.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(MaxChildRestarts, ChildRestartWindow, static _ => Directive.Restart);

    protected override void PreStart()
    {
        _timer = new DeadlineTimer(Timers, _blueprint.Clock);
        _endpoint = _blueprint.Network.Listen(_peer.Self, Self, _blueprint.Observer);
        _endpoint.SelfChanged(_peer.Self);
        _table = Context.Watch(Context.ActorOf(PropsOf<RoutingTableActor>(_blueprint), "routing-table"));
        _transport = Context.Watch(Context.ActorOf(PropsOf<TransportActor>(_blueprint, _endpoint), "transport"));
    }

    /// <summary>A restart keeps the id; the end gives it back.</summary>
    protected override void PostStop()
    {
        if (_isRestarting)
            return;

        _blueprint.Network.Release(_blueprint.Self.Id);
        _blueprint.Memory.Stop();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        _isRestarting = true;
        _application.FailAll(reason);
        if (_blueprint.Network.TryFind(_blueprint.Self.Id, out var self))
            self.BeginRestart();

        base.PreRestart(reason, message);
    }

    /// <summary>Begins with what is remembered, ahead of all that waits in the mailbox, and joins again: its links are closed.</summary>
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        var memory = _blueprint.Memory;
        foreach (var subscriber in memory.Subscribers)
            Context.Watch(subscriber);

        _now = _blueprint.Clock.Now;
        _peer.Handle(new SnapshotPublished(memory.Table), _now, this);
        if (_rejoin.Contacts is { } contacts)
            _peer.Join(contacts, _now, this);

        PassOnSignals();
        _timer.Arm(_peer.NextDeadline);
    }

    protected override void OnReceive(object message)
    {
        _now = _blueprint.Clock.Now;
        switch (message)
        {
            case FrameArrived arrived:
                Receive(arrived);
                break;
            case FrameRefused refused:
                Refuse(refused.Link, refused.Error);
                break;
            case SupernodeRoleActor.Restarted when Sender.Equals(_role):
                TellRoleOfLinks();
                break;
            case SendFrame send:
                Send(send.To, send.Frame);
                break;
            case PeerSignal signal:
                if (!IsFromAnEarlierLife(signal))
                    Signal(signal);
                break;
            case TransportActor.Inbound or TransportActor.InboundChannel or TransportActor.RemoteClosed or TransportActor.Introduce:
                _transport.Forward(message);
                break;
            case LinkUp up:
                if (_links.Adopt(up.Link))
                    Signal(new LinkOpened(up.Link.Remote));
                break;
            case Tick:
                _timer.Fired();
                _peer.Advance(_now, this);
                break;
            case Terminated { ActorRef: var stopped } when stopped.Equals(_table) || stopped.Equals(_transport) || stopped.Equals(_role):
                throw new InvalidOperationException($"{stopped.Path.Name} has crashed too often.");
            case Terminated { ActorRef: var stopped }:
                FailLookup(stopped);
                _application.Remove(stopped);
                break;
            case PeerRequests.Leave:
                _application.SayGoodbye(this);
                _transport.Tell(new TransportActor.Drain(Sender));
                break;
            case LinkHasRoom:
                // What waited for room goes on below, as it does after every message that may have made some.
                break;
            case PeerRequests.Subscribe subscribe:
                Context.Watch(subscribe.Subscriber);
                _application.Add(subscribe.Subscriber);
                Sender.Tell(PeerRequests.Done.Instance);
                break;
            case PeerRequests.Unsubscribe unsubscribe:
                Context.Unwatch(unsubscribe.Subscriber);
                _application.Remove(unsubscribe.Subscriber);
                Sender.Tell(PeerRequests.Done.Instance);
                break;
            default:
                if (!_application.TryAnswer(message, Sender, _now, this))
                    Unhandled(message);
                break;
        }

        if (_publisher.Waiting > 0)
            _publisher.Continue(_now, this);

        PassOnSignals();
        _timer.Arm(Instant.Min(_peer.NextDeadline, _publisher.NextDeadline));
    }

    /// <summary>By type and arguments: an expression would be interpreted anew for every lookup.</summary>
    private static Props PropsOf<TActor>(params object[] arguments)
        where TActor : ActorBase => Akka.Actor.Props.Create<TActor>(arguments).WithDispatcher(HyperTokenSettings.Dispatcher);

    private RoutingStrategy Strategy => _blueprint.Memory.IsAutomatic ? RoutingStrategy.Auto : _blueprint.Memory.Strategy;

    /// <summary>From now on the peer has a role, whatever it has done before.</summary>
    private void StartRole()
    {
        _role = Context.Watch(Context.ActorOf(PropsOf<SupernodeRoleActor>(_blueprint), "supernode-role"));
        _role.Tell(new SnapshotPublished(_peer.Neighbours.Table));
        TellRoleOfLinks();
    }

    private void TellRoleOfLinks()
    {
        foreach (var contact in _links.Remotes)
            _role.Tell(new LinkOpened(contact));
    }

    private void Receive(FrameArrived arrived)
    {
        var link = arrived.Link;
        link.Taken(arrived.Bytes, _now);
        if (link.IsFaulty)
            return;

        if (_links.AdoptIfNeeded(link))
            Signal(new LinkOpened(link.Remote));

        var error = FrameCodec.TryDecode(arrived.Bytes, _blueprint.Settings.MaxFrameBytes, out var frame);
        if (ContactIn(frame) is { } contact)
        {
            if (contact.Id == link.Remote.Id)
                link.RemoteChanged(contact);
            else
                error = FrameError.Malformed;
        }

        if (error == FrameError.None && _peer.Receive(link.Remote, frame!, _now, this) is var verdict)
        {
            if (verdict == FrameVerdict.Malformed)
                error = FrameError.Malformed;
            else if (frame is BroadcastFrame broadcast)
                _blueprint.Observer?.PayloadReceived(broadcast.Header.Id, verdict == FrameVerdict.DuplicatePayload);
        }

        if (error != FrameError.None)
            Refuse(link, error);
    }

    /// <summary>How the sender of a frame is to be known from now on, where the frame says so.</summary>
    private static Contact? ContactIn(Frame? frame) => frame switch
    {
        HelloFrame hello => hello.Contact,
        AnnounceFrame announce => announce.Contact,
        _ => null,
    };

    private void Refuse(ILink link, FrameError error)
    {
        _frameErrors[error] = _frameErrors.GetValueOrDefault(error) + 1;
        _transport.Tell(new TransportActor.CloseFaulty(link));
    }

    private void PassOnSignals()
    {
        while (_signals.TryDequeue(out var signal))
        {
            if (signal is LinkClosed closed && !_links.Forget(closed.Contact.Id))
                continue;
            if (signal is LookupCompleted completed)
                _lookups.Remove(completed.Number);
            if (signal is RoleStarted && _role.IsNobody())
                StartRole();

            var to = PeerWiring.AddresseesOf(signal);
            if (to.HasFlag(PeerPart.Peer))
                Handle(signal);
            if (to.HasFlag(PeerPart.Table))
                _table.Tell(signal);
            if (to.HasFlag(PeerPart.Lookups))
                TellLookups(signal);
            if (to.HasFlag(PeerPart.Role))
                _role.Tell(signal);
            if (to.HasFlag(PeerPart.Links))
                _transport.Tell(signal);
            if (to.HasFlag(PeerPart.Application))
                _application.Handle(signal);
        }
    }

    private void Handle(PeerSignal signal)
    {
        switch (signal)
        {
            case TableSettled { Purpose: SettlePurpose.Report }:
                _application.Report(Report);
                break;
            case TableRestarted:
                _application.AskAgain(this);
                break;
            case SelfChanged changed:
                // At once: what this peer sends from now on comes from who it is now.
                _endpoint.SelfChanged(changed.Self);
                break;
            case SendFailed { Frame: BroadcastFrame lost }:
                _blueprint.Observer?.PayloadLost(lost.Header.Id);
                break;
        }

        _peer.Handle(signal, _now, this);
    }

    /// <summary>What a child said before this actor crashed. A new lookup has the number of an old one: it must not get its result.</summary>
    private bool IsFromAnEarlierLife(PeerSignal signal) => signal switch
    {
        LookupCompleted completed => !_lookups.TryGetValue(completed.Number, out var lookup) || !Sender.Equals(lookup.Actor),
        SnapshotPublished or TableSettled or TableRestarted or ProbesFinished => !Sender.Equals(_table),
        RolePublished or RoleChanged or SelfChanged or MeshWanted or MeshUnwanted or StrategyChosen or JoinCompleted => !Sender.Equals(_role),
        _ => false,
    };

    /// <summary>A lookup that stopped without a result has crashed.</summary>
    private void FailLookup(IActorRef stopped)
    {
        foreach (var (number, lookup) in _lookups)
        {
            if (lookup.Actor.Equals(stopped))
            {
                Signal(new LookupCompleted(number, lookup.Request.Purpose, LookupResult.Crashed(lookup.Request.Target)));
                return;
            }
        }
    }

    private void TellLookups(PeerSignal signal)
    {
        switch (signal)
        {
            case LookupRequested request:
                var lookup = Context.ActorOf(PropsOf<KademliaLookupActor>(_blueprint, request), $"lookup-{request.Number}");
                _lookups.Add(request.Number, (Context.Watch(lookup), request));
                break;
            case QueryAnswered answer when _lookups.TryGetValue(LookupComponent.NumberOf(answer.Request), out var asked):
                asked.Actor.Tell(signal);
                break;
            case QueryAnswered:
                _peer.CountUnmatchedReply();
                break;
            default:
                foreach (var running in _lookups.Values)
                    running.Actor.Tell(signal);
                break;
        }
    }

    private PeerReport Report() => new(
        _peer.Self,
        _peer.Neighbours.Table,
        [.. _peer.Neighbours.Linked],
        _peer.Counters.Copy(),
        new Dictionary<FrameError, long>(_frameErrors),
        _lookups.Count,
        _peer.Neighbours.Role is null ? NetworkSize.Estimate(_peer.Neighbours.Table) : _blueprint.Memory.Figures?.EstimatedPeers ?? 0,
        _links.Total(),
        _links.Report(),
        _publisher.Waiting,
        _peer.Strategy,
        _peer.Neighbours.Role is { } role ? new RoleReport(role, _blueprint.Memory.Figures?.Score ?? 0) : null)
    {
        Time = _now,
        Uptime = _now - _blueprint.Memory.Started,
    };

    /// <summary>Bytes that came over a link.</summary>
    internal sealed record FrameArrived(ILink Link, EncodedFrame Bytes);

    /// <summary>What came over a byte stream is no frame, or not the one that has to come first.</summary>
    internal sealed record FrameRefused(ILink Link, FrameError Error);

    /// <summary>A component of this peer wants a frame sent.</summary>
    internal sealed record SendFrame(Contact To, Frame Frame);

    /// <summary>The transport has a new link.</summary>
    internal sealed record LinkUp(ILink Link);
}
