using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Brings messages for leaves their last way, in a network with locate records: where nobody closer to the target is known, its record
/// says which supernodes have a link to it. Whoever is handed a message so passes it over that link or says that it cannot, so a stale
/// record sends nothing in circles.
/// </summary>
internal sealed class HandOvers
{
    private readonly PeerId _self;
    private readonly LeafLocator _locator;
    private readonly TimeSpan _wait;
    private readonly PeerCounters _counters;
    private readonly Dictionary<PeerId, List<Route>> _searching = [];
    private readonly LinkedList<Route> _handedOver = [];

    public HandOvers(PeerId self, LeafLocator locator, PeerSettings settings, PeerCounters counters)
    {
        _self = self;
        _locator = locator;
        _wait = settings.RouteTimeout / 5;
        _counters = counters;
    }

    /// <summary>When somebody has been silent for too long.</summary>
    public Instant NextDeadline => _handedOver.First?.Value.HandOver!.NextTryAt ?? Instant.Never;

    /// <summary>Messages that wait until their target has been looked for.</summary>
    public int Searching => _searching.Sum(waiting => waiting.Value.Count);

    /// <summary>
    /// Whether this peer was handed the message because of a record: everybody else hands a message only to whom is closer to its target,
    /// but for leaves, which hand it to their supernodes.
    /// </summary>
    public bool IsHandedOver(Route route, PeerNeighbours neighbours) =>
        route.From is { } from && !IsLeaf(from, neighbours) && route.Frame.Target.CompareDistance(from.Id, _self) < 0;

    /// <summary>Goes on with a message that cannot come closer to its target by ids.</summary>
    /// <returns>False where there is no way.</returns>
    public bool TryNext(Route route, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        Settled(route);
        if (route.HandOver is null && !Begin(route, neighbours, now))
            return false;

        var handOver = route.HandOver!;
        if (handOver.Next(route, _self) is { } supernode)
        {
            _counters.RoutesHandedOver++;
            route.Tried.Add(supernode);
            handOver.NextTryAt = now + _wait;
            handOver.Waiting = _handedOver.AddLast(route);
            output.Send(supernode, route.Frame);
            return true;
        }

        if (handOver.MayLook && _locator.Search(route.Frame.Target, neighbours, now, output))
        {
            Waiting(route.Frame.Target).Add(route);
            return true;
        }

        // Who was silent may have passed it on.
        return handOver.WasSilent;
    }

    /// <summary>The first message whose receiver has been silent for too long by now; it waits no longer.</summary>
    public Route? TakeSilent(Instant now)
    {
        if (_handedOver.First?.Value is not { } route || route.HandOver!.NextTryAt > now)
            return null;

        Settled(route);
        route.HandOver.WasSilent = true;
        return route;
    }

    /// <summary>A target was looked for: those that waited for it go on.</summary>
    public IReadOnlyList<Route> Located(LocateResult located)
    {
        if (!_searching.Remove(located.Leaf, out var waiting))
            return [];

        foreach (var route in waiting)
            route.HandOver!.Through(located.Supernodes);

        return waiting;
    }

    /// <summary>A message is not waited for any more, nor does it wait.</summary>
    public void Settled(Route route)
    {
        if (route.HandOver is not { } handOver)
            return;

        if (handOver.Waiting is { } waiting)
            _handedOver.Remove(waiting);

        handOver.Waiting = null;
        if (_searching.TryGetValue(route.Frame.Target, out var searching) && searching.Remove(route) && searching.Count == 0)
            _searching.Remove(route.Frame.Target);
    }

    private static bool IsLeaf(Contact contact, PeerNeighbours neighbours) =>
        contact.Mode == ContactMode.Leaf
        || (neighbours.Role is { } role && (Has(role.PrimaryLeaves, contact) || Has(role.StandbyLeaves, contact)));

    private static bool Has(IReadOnlyList<Contact> contacts, Contact contact) => contacts.Any(other => other.Id == contact.Id);

    /// <summary>
    /// The closest to the target looks for it, and so does the supernode where the message has begun, if the others could not help. If every
    /// supernode on the way did so too, an id that is nobody's would cost as many searches.
    /// </summary>
    private bool Begin(Route route, PeerNeighbours neighbours, Instant now)
    {
        if (neighbours.IsLeaf || IsHandedOver(route, neighbours))
            return false;
        if (route.Tried.Count > 0 && route.From is { } from && !IsLeaf(from, neighbours))
            return false;

        route.HandOver = new HandOver();
        if (_locator.Known(route.Frame.Target, now) is { } supernodes)
            route.HandOver.Through(supernodes);

        return true;
    }

    private List<Route> Waiting(in PeerId leaf)
    {
        if (!_searching.TryGetValue(leaf, out var waiting))
            _searching.Add(leaf, waiting = []);

        return waiting;
    }
}
