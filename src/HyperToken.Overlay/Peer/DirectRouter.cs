using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Brings a message to one peer: straight where it is known, else to the contact closest to it, which does the same. Every
/// hop is strictly closer to the target than the one before, so a message never goes in circles. The outcome comes back the
/// way the message went; a hop that cannot be reached is replaced by the next closest. In a network with locate records the
/// closest hands a message for a leaf to the leaf's supernodes.
/// </summary>
public sealed class DirectRouter
{
    private const int MaxAttempts = 3;

    private readonly PeerId _self;
    private readonly PeerSettings _settings;
    private readonly SeenCache _seen;
    private readonly PeerCounters _counters;
    private Dictionary<MessageId, Route>? _routes;
    private Queue<Route>? _deadlines;

    /// <summary>Makes a router that shares its memory of message ids with the rest of the peer.</summary>
    public DirectRouter(PeerId self, PeerSettings settings, SeenCache seen, PeerCounters counters)
    {
        _self = self;
        _settings = settings;
        _seen = seen;
        _counters = counters;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => Instant.Min(
        _deadlines?.TryPeek(out var oldest) == true ? oldest.Deadline : Instant.Never,
        HandOvers?.NextDeadline ?? Instant.Never);

    /// <summary>Messages under way through this peer.</summary>
    public int Count => _routes?.Count ?? 0;

    /// <summary>Brings messages to leaves; null where there are no records of them.</summary>
    internal HandOvers? HandOvers { get; set; }

    /// <summary>Deadlines kept, those of messages that have met their fate included.</summary>
    internal int DeadlineCount => _deadlines?.Count ?? 0;

    /// <summary>Sends a message of this peer; <see cref="SendCompleted"/> tells its fate.</summary>
    public void Send(EnvelopeBody body, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(body);
        var id = body.Id;
        _seen.Add(id, now);
        if (body.Target is not { } target || target == _self)
            output.Signal(new SendCompleted(id, SendOutcome.NoRoute));
        else if (IsFull)
            output.Signal(new SendCompleted(id, SendOutcome.Busy));
        else
            Open(new RouteFrame(id, target, (byte)(_settings.RouteTimeToLive - 1), Envelope.Seal(body)), from: null, neighbours, now, output);
    }

    /// <summary>Takes a message from a link, for this peer or to be passed on.</summary>
    /// <returns>False when it is not what its header says: the sender is at fault.</returns>
    public bool Receive(Contact from, RouteFrame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Target == _self)
            return Arrive(from, frame, now, output);

        if (Find(frame.Id) is not null || IsFull || frame.TimeToLive == 0)
        {
            _counters.RoutesRefused++;
            Answer(from, frame.Id, RouteOutcome.NoRoute, output);
            return true;
        }

        _counters.RoutesRelayed++;
        Open(frame with { TimeToLive = (byte)(frame.TimeToLive - 1) }, from, neighbours, now, output);
        return true;
    }

    /// <summary>Takes an outcome on its way back. Only the contact the message went to is believed, and whoever was passed over for its silence that it was delivered.</summary>
    public void Receive(Contact from, RouteResultFrame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var isDelivered = frame.Outcome == RouteOutcome.Delivered;
        if (Find(frame.Id) is not { } route
            || (route.Next?.Id != from.Id && !(isDelivered && route.HandOver is { WasSilent: true } && route.HasTried(from))))
            _counters.UnmatchedReplies++;
        else if (isDelivered)
            Close(route, SendOutcome.Delivered, output);
        else
            TryNext(route, neighbours, now, output);
    }

    /// <summary>The contact a message was handed to cannot be reached.</summary>
    public void Failed(Contact contact, RouteFrame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (Find(frame.Id) is { } route && route.Next?.Id == contact.Id)
            TryNext(route, neighbours, now, output);
    }

    /// <summary>Gives up what has taken too long, and tries others where somebody was silent for long.</summary>
    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        while (HandOvers?.TakeSilent(now) is { } silent)
            TryNext(silent, neighbours, now, output);

        while (_deadlines?.TryPeek(out var oldest) == true && oldest.Deadline <= now)
        {
            Settle(oldest);
            if (oldest.From is null)
                output.Signal(new SendCompleted(oldest.Frame.Id, SendOutcome.TimedOut));
        }
    }

    /// <summary>A leaf was looked for, found or not: what waited for it goes on.</summary>
    internal void Located(LocateResult located, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        foreach (var route in HandOvers?.Located(located) ?? [])
            TryNext(route, neighbours, now, output);
    }

    private bool IsFull => Count >= _settings.MaxRoutes;

    private Route? Find(MessageId id) => _routes?.GetValueOrDefault(id);

    private bool Arrive(Contact from, RouteFrame frame, Instant now, IPeerOutput output)
    {
        if (!_seen.Contains(frame.Id, now))
        {
            if (!frame.Envelope.TryOpen(out var body)
                || body.Id != frame.Id
                || body.Target != _self
                || body.Payload.Length > _settings.Broadcast.MaxPayloadBytes)
            {
                _counters.Refused++;
                return false;
            }

            _seen.Add(frame.Id, now);
            _counters.Delivered++;
            output.Deliver(body, Math.Max(1, _settings.RouteTimeToLive - frame.TimeToLive));
        }

        Answer(from, frame.Id, RouteOutcome.Delivered, output);
        return true;
    }

    private void Open(RouteFrame frame, Contact? from, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        var route = new Route(frame, from, now + _settings.RouteTimeout);
        (_routes ??= []).Add(frame.Id, route);
        (_deadlines ??= []).Enqueue(route);
        TryNext(route, neighbours, now, output);
    }

    private void TryNext(Route route, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (route.HandOver is null && route.Tried.Count < MaxAttempts && NextHop(route, neighbours) is { } next)
        {
            route.Tried.Add(next);
            output.Send(next, route.Frame);
        }
        else if (HandOvers?.TryNext(route, neighbours, now, output) != true)
        {
            Close(route, SendOutcome.NoRoute, output);
        }
    }

    /// <summary>The target itself where it is known; else the closest contact that is closer to it than this peer, linked ones first.</summary>
    private Contact? NextHop(Route route, PeerNeighbours neighbours)
    {
        var target = route.Frame.Target;
        if (HandOvers?.IsHandedOver(route, neighbours) == true)
            return neighbours.Find(target) is { } linked && !route.HasTried(linked) ? linked : null;
        if (neighbours.Role is { IsLeaf: true } leaf)
            return leaf.Supernodes.FirstOrDefault(supernode => supernode.Id == target && !route.HasTried(supernode))
                ?? leaf.Supernodes.FirstOrDefault(supernode => !route.HasTried(supernode));

        if (neighbours.Find(target) is { } known && !route.HasTried(known))
            return known;

        Contact? best = null;
        foreach (var contact in neighbours.Table.Closest(target, MaxAttempts + 2, skipSuspects: true))
        {
            if (route.HasTried(contact) || contact.Id == route.From?.Id || target.CompareDistance(contact.Id, _self) >= 0)
                continue;
            if (neighbours.HasLink(contact.Id))
                return contact;

            best ??= contact;
        }

        return best;
    }

    private void Close(Route route, SendOutcome outcome, IPeerOutput output)
    {
        Settle(route);
        if (route.From is null)
            output.Signal(new SendCompleted(route.Frame.Id, outcome));
        else
            Answer(route.From, route.Frame.Id, outcome == SendOutcome.Delivered ? RouteOutcome.Delivered : RouteOutcome.NoRoute, output);
    }

    /// <summary>Forgets a message. Its deadline goes when it is the oldest, or when settled ones outnumber those under way.</summary>
    private void Settle(Route route)
    {
        _routes!.Remove(route.Frame.Id);
        route.IsSettled = true;
        HandOvers?.Settled(route);
        while (_deadlines!.TryPeek(out var oldest) && oldest.IsSettled)
            _deadlines.Dequeue();

        if (_deadlines.Count <= 2 * _settings.MaxRoutes)
            return;

        var open = _deadlines.Where(kept => !kept.IsSettled).ToList();
        _deadlines.Clear();
        open.ForEach(_deadlines.Enqueue);
    }

    private static void Answer(Contact to, MessageId id, RouteOutcome outcome, IPeerOutput output) =>
        output.Send(to, new RouteResultFrame(id, outcome));
}
