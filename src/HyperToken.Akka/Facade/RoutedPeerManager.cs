using Akka.Actor;
using Akka.Event;
using HyperToken.Configuration;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>
/// A peer with options, calls and events, for applications that want no more than that; <see cref="Peer"/> has the rest. All calls are
/// safe from any thread. It is disconnected at first; calls that need a peer fail with <see cref="InvalidOperationException"/> then, and
/// otherwise as those of <see cref="HyperTokenPeer"/> do.
/// </summary>
/// <remarks>
/// Events are raised one at a time, in their order, on no thread in particular and under no lock: a handler may call anything here. What
/// a handler throws is logged, and keeps nothing from the other handlers. A handler must not block until <see cref="DisconnectAsync"/> or
/// <see cref="DisposeAsync"/> have ended, for these wait until it returns; to await them is fine.
/// </remarks>
public sealed class RoutedPeerManager : IAsyncDisposable
{
    private readonly HyperTokenExtension _extension;
    private readonly RoutedPeerManagerOptions _options;
    private readonly HyperTokenSettings _settings;
    private readonly ILoggingAdapter _log;
    private PeerSession? _session;
    private volatile bool _isDisposed;

    /// <summary>Checks the options; nothing runs before <see cref="ConnectAsync"/>.</summary>
    /// <param name="system">The actor system in which the peer will run.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <exception cref="HyperTokenConfigurationException">A value is not allowed; it names the option, or the setting of the system's configuration, and says what is.</exception>
    public RoutedPeerManager(ActorSystem system, RoutedPeerManagerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        _extension = HyperTokenExtension.For(system);
        _options = options ?? new RoutedPeerManagerOptions();
        _settings = FacadeSettings.Of(_options, system.Settings.Config);
        _log = Logging.GetLogger(system, this);
        LocalId = _options.LocalPeerId ?? HyperTokenExtension.NewId();
    }

    /// <summary>A message for this peer or for everybody has arrived. Each arrives once.</summary>
    public event EventHandler<MessageReceived>? MessageReceived;

    /// <summary>A link to a peer is open. After a crash of the own peer those it is linked to again are told anew.</summary>
    public event EventHandler<Contact>? PeerConnected;

    /// <summary>The link to a peer has closed; the peer may live on.</summary>
    public event EventHandler<Contact>? PeerDisconnected;

    /// <summary>The peer follows another strategy, because it was told to or because the network's size has changed.</summary>
    public event EventHandler<PeerStrategyChanged>? StrategyChanged;

    /// <summary>The peer has another role, in a network of supernodes and leaves.</summary>
    public event EventHandler<PeerRoleChanged>? RoleChanged;

    /// <summary>The peer's id, the same for every connection.</summary>
    public PeerId LocalId { get; }

    /// <summary>The peer itself, for all that is not here; null while disconnected.</summary>
    public HyperTokenPeer? Peer => Volatile.Read(ref _session)?.Peer;

    /// <summary>
    /// The strategy the peer follows: on <see cref="RoutingStrategy.Auto"/> the one it has chosen, and Auto until it has. While
    /// disconnected, the one it would start with.
    /// </summary>
    public RoutingStrategy CurrentStrategy => Peer?.Strategy ?? _options.RoutingStrategy;

    /// <summary>Starts the peer and enters a network through any of these contacts; with none, it is the first of its network. Events may be raised before this ends.</summary>
    /// <param name="seeds">Peers of that network; <see cref="HyperTokenPeer.Contact"/> of each.</param>
    /// <returns>What was found. With no contacts, nobody answered; the peer is connected all the same, and goes on trying.</returns>
    /// <exception cref="InvalidOperationException">It is connected already or not quite disconnected, or a peer with this id runs in the actor system.</exception>
    public async Task<JoinCompleted> ConnectAsync(params IReadOnlyList<Contact> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var session = new PeerSession();
        if (Interlocked.CompareExchange(ref _session, session, null) is not null)
            throw new InvalidOperationException("The manager is connected already, or not quite disconnected.");

        try
        {
            var options = new PeerOptions { Id = LocalId, Settings = _settings };
            var joined = await session.OpenAsync(_extension, options, Raise, seeds).ConfigureAwait(false);
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return joined;
        }
        catch
        {
            await CloseAsync(session).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Leaves the network in order and stops the peer. When it ends every event so far has been raised. Does nothing while disconnected.</summary>
    public async Task DisconnectAsync()
    {
        if (Volatile.Read(ref _session) is { } session)
            await CloseAsync(session).ConfigureAwait(false);
    }

    /// <summary>Publishes a message to everybody.</summary>
    /// <param name="type">The application's name for the kind of message, at most 256 characters.</param>
    /// <param name="payload">The content, at most <c>hypertoken.broadcast.max-payload</c>. Must not be changed afterwards.</param>
    /// <returns>Its id, and to how many contacts it went from here; <see cref="HyperTokenPeer.BroadcastAcknowledgedAsync"/> counts whom it reached.</returns>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    /// <exception cref="PeerBusyException">It was not published: too many earlier ones wait.</exception>
    public Task<BroadcastReceipt> BroadcastAsync(string type, ReadOnlyMemory<byte> payload) =>
        Connected().BroadcastAsync(type, payload);

    /// <summary>Sends a message to one peer, through others where this peer does not know it.</summary>
    /// <param name="target">Who it is for.</param>
    /// <param name="type">The application's name for the kind of message, at most 256 characters.</param>
    /// <param name="payload">The content, at most <c>hypertoken.broadcast.max-payload</c>. Must not be changed afterwards.</param>
    /// <returns>Its fate, after <c>hypertoken.route.timeout</c> at the latest.</returns>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    public Task<SendOutcome> SendToPeerAsync(PeerId target, string type, ReadOnlyMemory<byte> payload) =>
        Connected().SendAsync(target, type, payload);

    /// <summary>Follows another strategy from now on, until the next connection. Nothing is lost or delivered twice for it.</summary>
    /// <param name="strategy">Which; with <see cref="RoutingStrategy.Auto"/> the one that suits the network's size, whenever that changes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy.</exception>
    public Task SwitchStrategyAsync(RoutingStrategy strategy)
    {
        if (!Enum.IsDefined(strategy))
            throw new ArgumentOutOfRangeException(nameof(strategy), strategy, $"Allowed: {string.Join(", ", Enum.GetNames<RoutingStrategy>())}.");

        return Connected().SwitchStrategyAsync(strategy);
    }

    /// <summary>What the peer knows of its routing now.</summary>
    public async Task<RoutingStats> GetRoutingStatsAsync() =>
        RoutingStats.Of(await Connected().InspectAsync().ConfigureAwait(false));

    /// <summary>Disconnects, for good.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await DisconnectAsync().ConfigureAwait(false);
    }

    /// <summary>The id is free, and nothing is raised any more, before the next connection may begin.</summary>
    private async Task CloseAsync(PeerSession session)
    {
        await session.CloseAsync().ConfigureAwait(false);
        Interlocked.CompareExchange(ref _session, null, session);
    }

    private HyperTokenPeer Connected()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Peer ?? throw new InvalidOperationException("The manager is not connected.");
    }

    private void Raise(IPeerEvent happened)
    {
        switch (happened)
        {
            case MessageReceived message:
                Raise(MessageReceived, message);
                break;
            case MembershipChanged { Change: MembershipChange.LinkOpened } opened:
                Raise(PeerConnected, opened.Contact);
                break;
            case MembershipChanged { Change: MembershipChange.LinkClosed } closed:
                Raise(PeerDisconnected, closed.Contact);
                break;
            case PeerStrategyChanged changed:
                Raise(StrategyChanged, changed);
                break;
            case PeerRoleChanged changed:
                Raise(RoleChanged, changed);
                break;
        }
    }

    private void Raise<TArgs>(EventHandler<TArgs>? handlers, TArgs args)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(this, args);
            }
            catch (Exception e)
            {
                _log.Error(e, "A handler of {0} failed", typeof(TArgs).Name);
            }
        }
    }
}
