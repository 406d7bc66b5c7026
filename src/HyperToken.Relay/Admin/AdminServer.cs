using HyperToken.Inspection;
using HyperToken.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HyperToken.Relay.Admin;

/// <summary>A listener of its own for an admin endpoint, apart from whatever else the process serves. Dispose it to close it.</summary>
public sealed class AdminServer : IAsyncDisposable
{
    private const int MaxConnections = 64;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);
    private readonly WebApplication _application;
    private readonly AdminEndpoint _endpoint;

    private AdminServer(WebApplication application, AdminEndpoint endpoint)
    {
        _application = application;
        _endpoint = endpoint;
    }

    /// <summary>Where it listens, as <c>http://127.0.0.1:9100/</c>.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>Starts to answer questions about a peer, and to measure it.</summary>
    /// <param name="settings">Where, and to whom.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="more">Further questions, such as those about a relay; their names are none of the peer's.</param>
    /// <exception cref="AdminSettingsException">The settings may not be used, or the address is taken.</exception>
    public static async Task<AdminServer> StartAsync(AdminSettings settings, HyperTokenPeer peer, params IReadOnlyList<IInspectionQuery> more)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        return await StartAsync(settings, [.. PeerQueries.Of(peer), .. more], await PeerMetrics.StartAsync(peer).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Starts to answer these questions alone.</summary>
    /// <param name="settings">Where, and to whom.</param>
    /// <param name="queries">The questions.</param>
    /// <param name="peer">A peer to be asked for its figures whenever somebody wants to see them; it is measured no more when the server ends.</param>
    /// <exception cref="AdminSettingsException">The settings may not be used, or the address is taken.</exception>
    public static async Task<AdminServer> StartAsync(AdminSettings settings, IReadOnlyList<IInspectionQuery> queries, PeerMetrics? peer = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var endpoint = new AdminEndpoint(settings, queries, peer);
        var server = new AdminServer(Build(settings, endpoint), endpoint);
        try
        {
            await server._application.StartAsync().ConfigureAwait(false);
            return server;
        }
        catch (IOException taken)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new AdminSettingsException($"{settings.Listen} cannot be listened on: {taken.Message.TrimEnd('.')}.", taken);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes it: requests being answered have two seconds to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        _endpoint.Dispose();
    }

    private static WebApplication Build(AdminSettings settings, AdminEndpoint endpoint)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Limits.KeepAliveTimeout = IdleTimeout;
            kestrel.Listen(settings.Listen, listen => listen.Protocols = HttpProtocols.Http1);
        });

        var application = builder.Build();
        application.MapHyperTokenAdmin(endpoint);
        application.MapFallback(endpoint.RefuseAsync);
        return application;
    }

    /// <summary>Signals are for the process to handle.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
