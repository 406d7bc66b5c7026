using Microsoft.AspNetCore.Http;

namespace HyperToken.Relay.Overlay;

/// <summary>For whom a listener takes connections: a port has to be known before the peer that tells others of it can start.</summary>
internal sealed class OverlayServed
{
    private readonly OverlayListenerSettings _settings;
    private volatile OverlayEndpoint? _endpoint;

    public OverlayServed(OverlayListenerSettings settings) => _settings = settings;

    public void Begin(HyperTokenPeer peer) => _endpoint = new OverlayEndpoint(peer, _settings);

    public Task AnswerAsync(HttpContext context)
    {
        if (_endpoint is { } endpoint)
            return endpoint.AnswerAsync(context);

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}
