using HyperToken.Metrics;
using HyperToken.Relay.Admin;

namespace HyperToken.Node.Up;

/// <summary>What lets others look into a run, where that was asked for.</summary>
internal sealed class UpAdmin : IAsyncDisposable
{
    private readonly AdminSettings? _settings;
    private readonly UpNetwork _network;
    private AdminServer? _server;

    /// <param name="settings">Where, and to whom; null: nobody may look in.</param>
    /// <param name="network">The peers.</param>
    public UpAdmin(AdminSettings? settings, UpNetwork network)
    {
        _settings = settings;
        _network = network;
    }

    /// <summary>Where it listens; null: nowhere.</summary>
    public Uri? Address => _server?.Address;

    /// <summary>Begins to answer, once there are peers. Measured is the first one.</summary>
    public async Task StartAsync()
    {
        if (_settings is not null)
            _server = await AdminServer.StartAsync(_settings, UpQueries.Of(_network), await PeerMetrics.StartAsync(_network.Live[0].Peer));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
