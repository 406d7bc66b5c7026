using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace HyperToken.Relay.Overlay;

/// <summary>Puts a peer's overlay endpoint into a web application.</summary>
public static class OverlayRoute
{
    /// <summary>Other peers connect to this peer at <see cref="OverlayListener.Path"/>. The application must use WebSockets.</summary>
    /// <param name="routes">The application.</param>
    /// <param name="peer">Who is connected to.</param>
    /// <param name="settings">What to take.</param>
    /// <exception cref="ArgumentException">The peer has no key.</exception>
    public static IEndpointConventionBuilder MapHyperTokenOverlay(
        this IEndpointRouteBuilder routes, HyperTokenPeer peer, OverlayListenerSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(peer);
        var endpoint = new OverlayEndpoint(peer, settings ?? new OverlayListenerSettings());
        return routes.Map(OverlayListener.Path, endpoint.AnswerAsync);
    }
}
