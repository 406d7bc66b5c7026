using Akka.Actor;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>One life of a manager's peer, from its start to its end. Opened once; may be closed at any time, and more than once.</summary>
internal sealed class PeerSession
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile HyperTokenPeer? _peer;
    private IAsyncDisposable? _subscription;

    /// <summary>The peer, once it runs and its events are heard.</summary>
    public HyperTokenPeer? Peer => _peer;

    /// <summary>Starts the peer and joins.</summary>
    public async Task<JoinCompleted> OpenAsync(
        HyperTokenExtension extension, PeerOptions options, Action<IPeerEvent> handler, IReadOnlyList<Contact> seeds)
    {
        var peer = await StartAsync(extension, options, handler).ConfigureAwait(false);
        return await peer.JoinAsync(seeds).ConfigureAwait(false);
    }

    /// <summary>Leaves in order where that is possible, and waits until every event so far has been handled.</summary>
    public async Task CloseAsync()
    {
        await _started.Task.ConfigureAwait(false);
        if (_peer is not { } peer)
            return;

        try
        {
            await peer.LeaveAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is PeerUnavailableException or AskTimeoutException)
        {
            // It has stopped already, or has crashed and come back just now.
            await peer.KillAsync().ConfigureAwait(false);
        }

        await _subscription!.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<HyperTokenPeer> StartAsync(HyperTokenExtension extension, PeerOptions options, Action<IPeerEvent> handler)
    {
        try
        {
            var peer = await extension.StartPeerAsync(options).ConfigureAwait(false);
            try
            {
                _subscription = await peer.SubscribeAsync(handler).ConfigureAwait(false);
            }
            catch
            {
                await peer.KillAsync().ConfigureAwait(false);
                throw;
            }

            _peer = peer;
            return peer;
        }
        finally
        {
            _started.SetResult();
        }
    }
}
