using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HyperToken.Relay.Admin;

/// <summary>
/// Who gets through to the admin endpoint. Without a token only this machine does, and no page in one of its browsers: a page may
/// reach loopback, also under a name of its own that it has made to point there.
/// </summary>
internal sealed class AdminGate
{
    private const string Scheme = "Bearer ";
    private static readonly string[] LocalHosts = ["localhost", "127.0.0.1", "[::1]"];
    private readonly bool _isLoopback;
    private readonly byte[]? _tokenHash;

    public AdminGate(AdminSettings settings)
    {
        _isLoopback = settings.IsLoopback;
        _tokenHash = settings.Token is { } token ? Hash(token) : null;
    }

    /// <summary>Why a request does not get through; null when it does.</summary>
    public AdminRefusal? Refuse(HttpContext http)
    {
        var request = http.Request;
        if (_tokenHash is null && !(http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)))
            return new AdminRefusal(StatusCodes.Status403Forbidden, "without a token only this machine is answered");
        if (_isLoopback && !IsLocal(request.Host.Host))
            return new AdminRefusal(StatusCodes.Status403Forbidden, "the host has to be localhost, 127.0.0.1 or [::1]");
        if (_isLoopback && IsFromAnotherSite(request.Headers))
            return new AdminRefusal(StatusCodes.Status403Forbidden, "pages of other sites are not answered");
        if (_tokenHash is not null && !HasToken(request.Headers.Authorization))
            return new AdminRefusal(StatusCodes.Status401Unauthorized, "a token is required, as 'Authorization: Bearer TOKEN'");

        return null;
    }

    private static bool IsLocal(string host) => LocalHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Browsers name the origin of most requests, and new ones say of all others whether it is another one.</summary>
    private static bool IsFromAnotherSite(IHeaderDictionary headers)
    {
        if (headers.Origin is { Count: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLocal(uri.Host)))
            return true;

        return headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none";
    }

    /// <summary>Hashes are compared, in a time that tells nothing of either, not even its length.</summary>
    private bool HasToken(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), _tokenHash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
