using Akka.Actor;
using HyperToken.Links;
using HyperToken.Overlay;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Peer;

namespace HyperToken.Peers;

/// <summary>Publishes what the application asks for as the gate lets it through, and answers each request with what became of it.</summary>
internal sealed class Publisher
{
    private readonly PeerComponent _peer;
    private readonly FanOut _fanOut;
    private readonly PublishGate<(PeerRequests.Broadcast Request, IActorRef Caller)> _gate;

    private readonly Dictionary<MessageId, IActorRef> _acknowledged = [];

    public Publisher(PeerComponent peer, FanOut fanOut, PublishSettings settings)
    {
        _peer = peer;
        _fanOut = fanOut;
        _gate = new PublishGate<(PeerRequests.Broadcast, IActorRef)>(settings);
    }

    /// <summary>Requests that wait.</summary>
    public int Waiting => _gate.Waiting;

    /// <summary>When a request has waited too long.</summary>
    public Instant NextDeadline => _gate.NextDeadline;

    private FanOutLoad Load => _fanOut.Measure() with { Unacknowledged = _peer.OwnUnacknowledged };

    /// <summary>Publishes, makes wait, or refuses.</summary>
    /// <exception cref="ArgumentException">Type or payload is too long; nothing was published.</exception>
    public void Request(PeerRequests.Broadcast request, IActorRef caller, Instant now, IPeerOutput output)
    {
        switch (_gate.Enter((request, caller), Load, now))
        {
            case PublishVerdict.Publish:
                Publish(request, caller, now, output);
                break;
            case PublishVerdict.Busy:
                Refuse(caller);
                break;
        }
    }

    /// <summary>Publishes what need not wait any more, and refuses what has waited too long.</summary>
    public void Continue(Instant now, IPeerOutput output)
    {
        while (_gate.Waiting > 0 && _gate.TryRelease(Load, out var next))
            PublishOrFail(next.Request, next.Caller, now, output);

        while (_gate.TryExpire(now, out var late))
            Refuse(late.Caller);
    }

    /// <summary>Nobody waits for an answer that cannot come any more.</summary>
    public void FailAll(Status.Failure failure)
    {
        while (_gate.TryExpire(Instant.Never, out var waiting))
            waiting.Caller.Tell(failure);
        foreach (var caller in _acknowledged.Values)
            caller.Tell(failure);

        _acknowledged.Clear();
    }

    /// <summary>It is known how many peers an acknowledged broadcast has reached.</summary>
    public void Answer(ReachKnown reach)
    {
        if (_acknowledged.Remove(reach.Id, out var caller))
            caller.Tell(reach);
    }

    private void PublishOrFail(PeerRequests.Broadcast request, IActorRef caller, Instant now, IPeerOutput output)
    {
        try
        {
            Publish(request, caller, now, output);
        }
        catch (ArgumentException wrong)
        {
            caller.Tell(new Status.Failure(wrong));
        }
        catch (Exception crash)
        {
            // It is not among those that FailAll tells any more.
            caller.Tell(PeerApplication.Failure(crash));
            throw;
        }
    }

    private void Publish(PeerRequests.Broadcast request, IActorRef caller, Instant now, IPeerOutput output)
    {
        _fanOut.Begin();
        try
        {
            if (request.ReachLimit is { } limit)
            {
                _acknowledged[_peer.BroadcastAcknowledged(request.Type, request.Payload, limit, now, output).Id] = caller;
            }
            else
            {
                var (id, sentTo) = _peer.Broadcast(request.Type, request.Payload, now, output);
                caller.Tell(new BroadcastReceipt(id, sentTo));
            }
        }
        finally
        {
            _fanOut.End();
        }
    }

    private void Refuse(IActorRef caller) => caller.Tell(new Status.Failure(new PeerBusyException(
        $"The peer is busy: {_gate.Waiting} earlier messages wait for its links. Publish again later.")));
}
