using System.Text;
using Akka.Actor;
using HyperToken.Node.Up.Input;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;
using HyperToken.Relay.Admin;
using HyperToken.Relay.Overlay;

namespace HyperToken.Node.Peer;

/// <summary>One run of <c>peer</c>: listen, join, broadcast what is typed, print what comes, leave.</summary>
internal sealed class PeerRun
{
    private readonly PeerSettings _settings;
    private readonly PeerOutput _output;

    public PeerRun(PeerSettings settings, PeerOutput output)
    {
        _settings = settings;
        _output = output;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The port or the key file cannot be used.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var keys = OpenKeys();
        await using var listener = await ListenAsync();
        using var system = ActorSystem.Create("hypertoken", _settings.Config);
        var address = _settings.Advertise ?? $"ws://{listener.Endpoint}{OverlayListener.Path}";
        var peer = await HyperTokenExtension.For(system).StartPeerAsync(new PeerOptions { Keys = keys, Address = address });
        listener.Serve(peer);
        await using (await peer.SubscribeAsync(Hear))
        await using (var admin = await OpenAdminAsync(peer))
        {
            _output.Report(new PeerReadyEvent(Engine.Name, peer.Id.ToString(), address) { Admin = admin?.Address.ToString() });
            await ServeAsync(peer, stop);
            await peer.LeaveAsync();
        }

        _output.Report(new PeerLeftEvent());
        return ExitCode.Success;
    }

    private async Task ServeAsync(HyperTokenPeer peer, CancellationToken stop)
    {
        if (_settings.Join.Count == 0)
            await peer.JoinAsync();

        var joining = _settings.Join.Count == 0 ? Task.CompletedTask : new SeedKeeper(peer, _settings.Join, _output).RunAsync(stop);
        var lines = new LineReader(new StreamReader(Console.OpenStandardInput(), Encoding.UTF8));
        while (await lines.ReadAsync(stop) is { } line)
            await BroadcastAsync(peer, line);

        try
        {
            await joining;
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was asked to stop.
        }
    }

    private async Task BroadcastAsync(HyperTokenPeer peer, string line)
    {
        try
        {
            await peer.BroadcastAsync("line", Encoding.UTF8.GetBytes(line));
        }
        catch (Exception refused) when (refused is PeerBusyException or ArgumentException or PeerUnavailableException or AskTimeoutException)
        {
            _output.Report(new PeerErrorEvent(refused.Message));
        }
    }

    private KeyPair OpenKeys()
    {
        try
        {
            return _settings.KeyPath is { } path ? KeyFile.LoadOrCreate(path) : KeyPair.Generate();
        }
        catch (KeyFileException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    private async Task<AdminServer?> OpenAdminAsync(HyperTokenPeer peer)
    {
        try
        {
            return _settings.Admin is { } settings ? await AdminServer.StartAsync(settings, peer) : null;
        }
        catch (AdminSettingsException wrong)
        {
            throw new UsageException($"--admin: {wrong.Message}");
        }
    }

    private async Task<OverlayListener> ListenAsync()
    {
        try
        {
            return await OverlayListener.StartAsync(_settings.Listen);
        }
        catch (IOException taken)
        {
            throw new UsageException($"--listen {_settings.Listen} cannot be used: {taken.GetBaseException().Message}. Name a free port of this machine, or port 0 for any.");
        }
    }

    private void Hear(IPeerEvent happened)
    {
        switch (happened)
        {
            case MessageReceived message:
                _output.Report(PeerMessageEvent.Of(message));
                break;
            case MembershipChanged { Change: MembershipChange.LinkOpened } opened:
                _output.Report(PeerLinkEvent.Of(opened.Contact, isOpen: true));
                break;
            case MembershipChanged { Change: MembershipChange.LinkClosed } closed:
                _output.Report(PeerLinkEvent.Of(closed.Contact, isOpen: false));
                break;
        }
    }
}
