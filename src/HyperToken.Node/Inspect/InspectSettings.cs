using HyperToken.Overlay.Identity;

namespace HyperToken.Node.Inspect;

/// <summary>What <c>hypertoken inspect</c> was asked for, read and checked.</summary>
internal sealed record InspectSettings
{
    /// <summary>Where the admin endpoint is: everything before <c>/admin</c>, with a slash at the end.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The question; null: which questions there are.</summary>
    public string? Query { get; init; }

    /// <summary>What goes with it; null: nothing.</summary>
    public string? Argument { get; init; }

    /// <summary>The token to show; null: none.</summary>
    public string? Token { get; init; }

    /// <summary>Whether standard output holds JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Ask again after so long; null: ask once.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>The address of the question.</summary>
    public Uri Question => new(
        Endpoint,
        "admin" + (Query is null ? "" : $"/{Uri.EscapeDataString(Query)}") + (Argument is null ? "" : $"/{Uri.EscapeDataString(Argument)}"));

    /// <summary>Reads where the admin endpoint is: a URL, of which http:// may be left out.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Uri ReadEndpoint(string text)
    {
        var isWhole = text.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(isWhole ? text : $"http://{text}", UriKind.Absolute, out var uri) || uri.Host.Length == 0 || (uri.Scheme != "http" && uri.Scheme != "https"))
            throw new UsageException($"URL is '{text}'; give the address that --admin was given, as 127.0.0.1:9100 or http://127.0.0.1:9100.");

        var path = uri.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/admin", StringComparison.Ordinal))
            path = path[..^"/admin".Length];

        return new UriBuilder(uri.Scheme, uri.Host, uri.Port, $"{path}/").Uri;
    }

    /// <summary>Looks whether question and argument go together, as far as that is known here.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    public static void CheckQuery(string? query, string? argument)
    {
        if (query == "lookup" && argument is null)
            throw new UsageException("lookup needs the ID of whom to look for, 64 hexadecimal digits.");
        if (query == "lookup" && !PeerId.TryParse(argument, out _))
            throw new UsageException($"ID is '{argument}'; an id has {2 * PeerId.Size} hexadecimal digits.");
    }
}
