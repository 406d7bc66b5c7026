using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>
/// A running peer, as the application uses it. All calls are safe from any thread; each fails with
/// <see cref="PeerUnavailableException"/> when the peer has stopped, or crashes before it can answer, and with
/// <see cref="AskTimeoutException"/> when it does not answer within <c>hypertoken.ask-timeout</c>.
/// </summary>
public sealed class HyperTokenPeer : IAsyncDisposable
{
    private readonly IActorRef _subscriptions;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _stopped;

    internal HyperTokenPeer(
        Contact contact, IActorRef actor, IActorRef subscriptions, HyperTokenSettings settings, CancellationToken stopped)
    {
        Contact = contact;
        Actor = actor;
        _subscriptions = subscriptions;
        _timeout = settings.AskTimeout;
        _stopped = stopped;
    }

    /// <summary>The peer's id.</summary>
    public PeerId Id => Contact.Id;

    /// <summary>What others need to join through this peer.</summary>
    public Contact Contact { get; }

    /// <summary>The peer's actor: may be watched.</summary>
    public IActorRef Actor { get; }

    /// <summary>Enters a network through any of these contacts; with none, the peer is the first of its network.</summary>
    /// <returns>What was found. With no contacts, nobody answered, and the peer goes on trying.</returns>
    public Task<JoinCompleted> JoinAsync(params IReadOnlyList<Contact> seeds) =>
        AskAsync<JoinCompleted>(new PeerRequests.Join(seeds));

    /// <summary>Publishes a message to everybody. Ends when the links have taken it: while most of them are full, it waits its turn.</summary>
    /// <param name="type">The application's name for the kind of message, at most 256 characters.</param>
    /// <param name="payload">The content, at most <c>hypertoken.broadcast.max-payload</c>. Must not be changed afterwards.</param>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    /// <exception cref="PeerBusyException">
    /// It was not published: <c>hypertoken.publish.max-waiting</c> others wait already, or it has waited for <c>publish.max-wait</c>.
    /// </exception>
    public Task<BroadcastReceipt> BroadcastAsync(string type, ReadOnlyMemory<byte> payload) =>
        AskAsync<BroadcastReceipt>(new PeerRequests.Broadcast(type, payload));

    /// <summary>Publishes a message to everybody, and learns how many peers it reached: each peer reports its part of the network up the tree.</summary>
    /// <param name="type">The application's name for the kind of message, at most 256 characters.</param>
    /// <param name="payload">The content, at most <c>hypertoken.broadcast.max-payload</c>. Must not be changed afterwards.</param>
    /// <param name="limit">When what is known by then is answered: above zero, and shorter than <c>hypertoken.ask-timeout</c>.</param>
    /// <returns>How many peers are known to have it, and whether all of the network was served by then.</returns>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    /// <exception cref="PeerBusyException">It was not published: see <see cref="BroadcastAsync"/>.</exception>
    public Task<ReachKnown> BroadcastAcknowledgedAsync(string type, ReadOnlyMemory<byte> payload, TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(limit, _timeout);
        return AskAsync<ReachKnown>(new PeerRequests.Broadcast(type, payload, limit));
    }

    /// <summary>Sends a message to one peer, through others where this peer does not know it.</summary>
    /// <param name="target">Who it is for.</param>
    /// <param name="type">The application's name for the kind of message, at most 256 characters.</param>
    /// <param name="payload">The content, at most <c>hypertoken.broadcast.max-payload</c>. Must not be changed afterwards.</param>
    /// <returns>Its fate, after <c>hypertoken.route.timeout</c> at the latest.</returns>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    public async Task<SendOutcome> SendAsync(PeerId target, string type, ReadOnlyMemory<byte> payload) =>
        (await AskAsync<SendCompleted>(new PeerRequests.Send(target, type, payload)).ConfigureAwait(false)).Outcome;

    /// <summary>Looks up the live peers closest to an id.</summary>
    public async Task<LookupResult> FindNodeAsync(PeerId target) =>
        (await AskAsync<LookupCompleted>(new PeerRequests.FindNode(target)).ConfigureAwait(false)).Result;

    /// <summary>On strategy hybrid: looks for the supernodes a leaf is attached to, by the record it has published.</summary>
    public async Task<LocateResult> LocateAsync(PeerId leaf) =>
        (await AskAsync<LocateCompleted>(new PeerRequests.Locate(leaf)).ConfigureAwait(false)).Result;

    /// <summary>
    /// Follows another strategy from now on; with <see cref="RoutingStrategy.Auto"/> the one that suits the size of the network, whenever
    /// that changes. Nothing is lost or delivered twice for it; <see cref="PeerStrategyChanged"/> tells of every change.
    /// </summary>
    public Task SwitchStrategyAsync(RoutingStrategy strategy) =>
        AskAsync<PeerRequests.Done>(new PeerRequests.SwitchStrategy(strategy));

    /// <summary>Runs one maintenance round now: pings every contact, fills what is thin.</summary>
    public Task<MaintenanceCompleted> MaintainAsync() =>
        AskAsync<MaintenanceCompleted>(PeerRequests.Maintain.Instance);

    /// <summary>The peer as it is now.</summary>
    public Task<PeerReport> InspectAsync() => AskAsync<PeerReport>(PeerRequests.Inspect.Instance);

    /// <summary>From now on an actor is told of every <see cref="IPeerEvent"/>; it is forgotten when it stops.</summary>
    public Task SubscribeAsync(IActorRef subscriber) =>
        AskAsync<PeerRequests.Done>(new PeerRequests.Subscribe(subscriber));

    /// <summary>Ends a subscription.</summary>
    public Task UnsubscribeAsync(IActorRef subscriber) =>
        AskAsync<PeerRequests.Done>(new PeerRequests.Unsubscribe(subscriber));

    /// <summary>From now on a method is called for every <see cref="IPeerEvent"/>, one at a time, never on the peer's own actor. What it throws is logged.</summary>
    /// <returns>Dispose it to end the subscription.</returns>
    public async Task<IAsyncDisposable> SubscribeAsync(Action<IPeerEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var subscriber = await _subscriptions
            .Ask<IActorRef>(new HyperTokenGuardian.StartSubscriber(Actor, handler), _timeout).ConfigureAwait(false);
        await SubscribeAsync(subscriber).ConfigureAwait(false);
        return new Subscription(subscriber, _timeout);
    }

    /// <summary>Leaves the network in order: says goodbye, then stops.</summary>
    public async Task LeaveAsync()
    {
        await AskAsync<PeerRequests.Done>(PeerRequests.Leave.Instance).ConfigureAwait(false);
        await KillAsync().ConfigureAwait(false);
    }

    /// <summary>Stops at once, as a crash would: nobody is told.</summary>
    public Task KillAsync() => Actor.GracefulStop(_timeout);

    /// <summary>Stops the peer if it still runs; <see cref="LeaveAsync"/> is kinder to the others.</summary>
    public async ValueTask DisposeAsync() => await KillAsync().ConfigureAwait(false);

    private async Task<TAnswer> AskAsync<TAnswer>(object request)
    {
        try
        {
            return await Actor.Ask<TAnswer>(request, _timeout, _stopped).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            throw new PeerUnavailableException($"Peer {Id.ShortId} has stopped.");
        }
    }

    private sealed class Subscription : IAsyncDisposable
    {
        private readonly IActorRef _subscriber;
        private readonly TimeSpan _timeout;

        public Subscription(IActorRef subscriber, TimeSpan timeout)
        {
            _subscriber = subscriber;
            _timeout = timeout;
        }

        public async ValueTask DisposeAsync() => await _subscriber.GracefulStop(_timeout).ConfigureAwait(false);
    }
}
