using Akka.Actor;
using HyperToken.Overlay;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Peers;

/// <summary>The application as its peer's actor sees it: what it asks, who waits for which answer, who subscribed.</summary>
internal sealed class PeerApplication
{
    private readonly PeerComponent _peer;
    private readonly Publisher _publisher;
    private readonly PeerMemory _memory;
    private readonly Dictionary<uint, IActorRef> _lookups = [];
    private readonly Dictionary<uint, IActorRef> _locates = [];
    private readonly Dictionary<MessageId, IActorRef> _sends = [];
    private readonly List<IActorRef> _joins = [];
    private readonly List<IActorRef> _maintenance = [];
    private readonly List<IActorRef> _reports = [];

    public PeerApplication(PeerComponent peer, Publisher publisher, PeerMemory memory)
    {
        _peer = peer;
        _publisher = publisher;
        _memory = memory;
    }

    /// <summary>Whether anybody is told of events; the id of a message is a hash that nobody else needs.</summary>
    public bool HasSubscribers => _memory.Subscribers.Count > 0;

    public void Add(IActorRef subscriber) => _memory.Subscribers.Add(subscriber);

    public void Remove(IActorRef subscriber) => _memory.Subscribers.Remove(subscriber);

    /// <summary>Passes a request to the peer and answers it, now or when its outcome is known; false when it is no request.</summary>
    public bool TryAnswer(object request, IActorRef caller, Instant now, IPeerOutput output)
    {
        try
        {
            return Dispatch(request, caller, now, output);
        }
        catch (ArgumentException wrong)
        {
            caller.Tell(new Status.Failure(wrong));
            return true;
        }
        catch (Exception crash)
        {
            // It may not be among those that FailAll tells yet.
            caller.Tell(Failure(crash));
            throw;
        }
    }

    /// <summary>Tells every linked peer that this one leaves.</summary>
    public void SayGoodbye(IPeerOutput output)
    {
        foreach (var contact in _peer.Neighbours.Linked)
            output.Send(contact, GoodbyeFrame.Instance);
    }

    public void Report(Func<PeerReport> report)
    {
        if (_reports.Count > 0)
            Answer(_reports, report());
    }

    /// <summary>The table has crashed, and with it perhaps the answer that reports wait for.</summary>
    public void AskAgain(IPeerOutput output)
    {
        if (_reports.Count > 0)
            output.Signal(new SettleTable(SettlePurpose.Report));
    }

    public void Publish(IPeerEvent happened)
    {
        foreach (var subscriber in _memory.Subscribers)
            subscriber.Tell(happened);
    }

    public void Handle(PeerSignal signal)
    {
        switch (signal)
        {
            case LookupCompleted completed when _lookups.Remove(completed.Number, out var caller):
                caller.Tell(completed);
                break;
            case LocateCompleted completed when _locates.Remove(completed.Number, out var caller):
                caller.Tell(completed);
                break;
            case SendCompleted completed when _sends.Remove(completed.Id, out var caller):
                caller.Tell(completed);
                break;
            case ReachKnown reach:
                _publisher.Answer(reach);
                break;
            case JoinCompleted:
                Answer(_joins, signal);
                break;
            case MaintenanceCompleted:
                Answer(_maintenance, signal);
                break;
            case StrategyChanged changed:
                _memory.Strategy = changed.To;
                Publish(new PeerStrategyChanged(changed.From, changed.To, changed.NetworkSize));
                break;
            case RoleChanged changed:
                Publish(new PeerRoleChanged(changed.Role));
                break;
            case ContactAdded added:
                Publish(new MembershipChanged(added.Contact, MembershipChange.ContactAdded));
                break;
            case ContactEvicted evicted:
                Publish(new MembershipChanged(evicted.Contact, MembershipChange.ContactEvicted));
                break;
            case LinkOpened opened:
                Publish(new MembershipChanged(opened.Contact, MembershipChange.LinkOpened));
                break;
            case LinkClosed closed:
                Publish(new MembershipChanged(closed.Contact, MembershipChange.LinkClosed));
                break;
        }
    }

    /// <summary>Nobody waits for an answer that cannot come any more.</summary>
    public void FailAll(Exception reason)
    {
        foreach (var caller in _lookups.Values.Concat(_locates.Values).Concat(_sends.Values).Concat(_joins).Concat(_maintenance).Concat(_reports))
            caller.Tell(Failure(reason));

        _publisher.FailAll(Failure(reason));
        _lookups.Clear();
        _locates.Clear();
        _sends.Clear();
        _joins.Clear();
        _maintenance.Clear();
        _reports.Clear();
    }

    /// <summary>What a caller is told when the peer crashes before it can answer.</summary>
    public static Status.Failure Failure(Exception reason) =>
        new(new PeerUnavailableException($"The peer crashed: {reason.Message}", reason));

    private bool Dispatch(object request, IActorRef caller, Instant now, IPeerOutput output)
    {
        switch (request)
        {
            case PeerRequests.Broadcast broadcast:
                _publisher.Request(broadcast, caller, now, output);
                return true;
            case PeerRequests.Send send:
                _sends[_peer.Send(send.Target, send.Type, send.Payload, now, output)] = caller;
                return true;
            case PeerRequests.FindNode find:
                _lookups[_peer.FindNode(find.Target, output)] = caller;
                return true;
            case PeerRequests.Locate locate:
                _locates[_peer.Locate(locate.Leaf, now, output)] = caller;
                return true;
            case PeerRequests.Join join:
                _memory.Seeds = join.Seeds;
                _joins.Add(caller);
                _peer.Join(join.Seeds, now, output);
                return true;
            case PeerRequests.Maintain:
                _maintenance.Add(caller);
                _peer.Maintain(output);
                return true;
            case PeerRequests.SwitchStrategy switched:
                _peer.SwitchStrategy(switched.Strategy, now, output);
                _memory.IsAutomatic = _peer.IsAutomatic;
                caller.Tell(PeerRequests.Done.Instance);
                return true;
            case PeerRequests.AwaitStart:
                caller.Tell(PeerRequests.Done.Instance);
                return true;
            case PeerRequests.Inspect:
                // What the table has been told so far is to be in the report.
                _reports.Add(caller);
                output.Signal(new SettleTable(SettlePurpose.Report));
                return true;
            default:
                return false;
        }
    }

    private static void Answer(List<IActorRef> callers, object answer)
    {
        foreach (var caller in callers)
            caller.Tell(answer);

        callers.Clear();
    }
}
