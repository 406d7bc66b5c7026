using System.Net;

namespace HyperToken.Relay.Admin;

/// <summary>Where a process may be looked into, by whom, and how often.</summary>
public sealed record AdminSettings
{
    /// <summary>The fewest characters a token may have.</summary>
    public const int MinTokenLength = 16;

    /// <summary>Where to listen; port 0 is one the system chooses. Anywhere but on loopback a <see cref="Token"/> is required.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>What a request has to bring as <c>Authorization: Bearer</c>; null on loopback: nothing. At least 16 printable ASCII characters, no spaces.</summary>
    public string? Token { get; init; }

    /// <summary>Requests answered at the same time; more are refused. 1 or more.</summary>
    public int MaxRequests { get; init; } = 16;

    /// <summary>Questions a second that make other peers work, such as lookups; twice as many at once after a quiet time. 1 or more.</summary>
    public int LookupsPerSecond { get; init; } = 5;

    /// <summary>How long an answer may take: above zero.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the metrics of the .NET runtime are shown beside those of the peer.</summary>
    public bool ShowsRuntime { get; init; } = true;

    /// <summary>Whether only processes of this machine get through.</summary>
    internal bool IsLoopback => IPAddress.IsLoopback(Listen.Address);

    /// <summary>Reads an address as <c>HOST:PORT</c>, where HOST is an IPv4 address, an IPv6 address in brackets, or <c>localhost</c>.</summary>
    /// <exception cref="AdminSettingsException">It is none, or requires a token and there is none, or the token will not do.</exception>
    public static AdminSettings Parse(string listen, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var text = listen.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? $"{IPAddress.Loopback}{listen[9..]}" : listen;
        if (!text.Contains(':') || !IPEndPoint.TryParse(text, out var address) || !HasPort(text))
            throw new AdminSettingsException($"'{listen}' is no address to listen on; give one as 127.0.0.1:9100 or [::1]:9100.");

        var settings = new AdminSettings { Listen = address, Token = token };
        settings.Check();
        return settings;
    }

    /// <summary>Looks whether the settings may be used.</summary>
    /// <exception cref="AdminSettingsException">They may not.</exception>
    public void Check()
    {
        if (Token is null && !IsLoopback)
            throw new AdminSettingsException($"{Listen} can be reached from other machines: a token is required there. Give one, or listen on 127.0.0.1.");
        if (Token is not null && (Token.Length < MinTokenLength || Token.Any(character => character is <= ' ' or > '~')))
            throw new AdminSettingsException($"A token has at least {MinTokenLength} printable ASCII characters and no spaces.");
        if (MaxRequests < 1 || LookupsPerSecond < 1 || AnswerTimeout <= TimeSpan.Zero)
            throw new AdminSettingsException("An admin endpoint that answers nothing is of no use: its limits have to be above zero.");
    }

    /// <summary>An IPv6 address without brackets has colons, and no port.</summary>
    private static bool HasPort(string text) => text[0] == '[' ? text.Contains("]:", StringComparison.Ordinal) : text.Count(character => character == ':') == 1;
}
