using Akka.Actor;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Peer;

namespace HyperToken.Peers;

/// <summary>The application as its peer's actor sees it: who subscribed, and who waits for which answer.</summary>
internal sealed class PeerApplication
{
    private readonly HashSet<IActorRef> _subscribers = [];
    private readonly Dictionary<uint, IActorRef> _lookups = [];
    private readonly Dictionary<MessageId, IActorRef> _sends = [];
    private readonly List<IActorRef> _joins = [];
    private readonly List<IActorRef> _maintenance = [];
    private readonly List<IActorRef> _reports = [];

    public void Add(IActorRef subscriber) => _subscribers.Add(subscriber);

    public void Remove(IActorRef subscriber) => _subscribers.Remove(subscriber);

    public void AwaitLookup(uint number, IActorRef caller) => _lookups[number] = caller;

    public void AwaitSend(MessageId id, IActorRef caller) => _sends[id] = caller;

    public void AwaitJoin(IActorRef caller) => _joins.Add(caller);

    public void AwaitMaintenance(IActorRef caller) => _maintenance.Add(caller);

    public void AwaitReport(IActorRef caller) => _reports.Add(caller);

    public void Report(Func<PeerReport> report)
    {
        if (_reports.Count > 0)
            Answer(_reports, report());
    }

    public void Publish(IPeerEvent happened)
    {
        foreach (var subscriber in _subscribers)
            subscriber.Tell(happened);
    }

    public void Handle(PeerSignal signal)
    {
        switch (signal)
        {
            case LookupCompleted completed when _lookups.Remove(completed.Number, out var caller):
                caller.Tell(completed);
                break;
            case SendCompleted completed when _sends.Remove(completed.Id, out var caller):
                caller.Tell(completed);
                break;
            case JoinCompleted:
                Answer(_joins, signal);
                break;
            case MaintenanceCompleted:
                Answer(_maintenance, signal);
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
        foreach (var caller in _lookups.Values.Concat(_sends.Values).Concat(_joins).Concat(_maintenance).Concat(_reports))
            caller.Tell(new Status.Failure(reason));

        _lookups.Clear();
        _sends.Clear();
        _joins.Clear();
        _maintenance.Clear();
        _reports.Clear();
    }

    private static void Answer(List<IActorRef> callers, object answer)
    {
        foreach (var caller in callers)
            caller.Tell(answer);

        callers.Clear();
    }
}
