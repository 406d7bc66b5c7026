using Microsoft.AspNetCore.Routing;

namespace HyperToken.Relay.Admin;

/// <summary>Puts an admin endpoint into an application that serves more than that.</summary>
public static class AdminEndpointExtensions
{
    /// <summary>Maps <c>/admin</c> and <c>/metrics</c>. Who is answered is for the endpoint's own settings to say, wherever the application listens.</summary>
    public static IEndpointRouteBuilder MapHyperTokenAdmin(this IEndpointRouteBuilder routes, AdminEndpoint admin)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(admin);
        admin.Map(routes);
        return routes;
    }
}
