using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HyperToken.Relay.Overlay;

/// <summary>
/// A web server at whose path <c>/overlay</c> other peers connect to one peer. An application that has a web server of its own maps the path
/// there instead: <see cref="OverlayRoute"/>.
/// </summary>
public sealed class OverlayListener : IAsyncDisposable
{
    /// <summary>Where peers connect.</summary>
    public const string Path = "/overlay";

    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private readonly WebApplication _server;

    private OverlayListener(WebApplication server, IPEndPoint endpoint)
    {
        _server = server;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens; with the port it was given where 0 was asked for.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Opens the port. Connections are taken once <see cref="Serve"/> has said for whom.</summary>
    /// <param name="endpoint">Where to listen; port 0 takes any that is free.</param>
    /// <param name="settings">What to take.</param>
    /// <exception cref="IOException">The port is in use, or the address is none of this machine.</exception>
    public static async Task<OverlayListener> StartAsync(IPEndPoint endpoint, OverlayListenerSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new OverlayServed(settings ?? new OverlayListenerSettings()));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = StopTimeout);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Listen(endpoint);
        });
        var server = builder.Build();
        server.UseWebSockets();
        var served = server.Services.GetRequiredService<OverlayServed>();
        server.Map(Path, served.AnswerAsync);
        try
        {
            await server.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new OverlayListener(server, new IPEndPoint(endpoint.Address, new Uri(address).Port));
    }

    /// <summary>From now on connections are for this peer.</summary>
    /// <exception cref="ArgumentException">The peer has no key.</exception>
    public void Serve(HyperTokenPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        _server.Services.GetRequiredService<OverlayServed>().Begin(peer);
    }

    /// <summary>Closes the port and every connection.</summary>
    public async ValueTask DisposeAsync() => await _server.DisposeAsync().ConfigureAwait(false);
}
