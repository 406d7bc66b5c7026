using System.Globalization;

namespace HyperToken.Benchmarks.Live;

/// <summary>What the verb <c>live</c> was asked for.</summary>
internal sealed record LiveOptions
{
    public const string Usage =
        "live [--peers N] [--links direct|pipe] [--seconds S] [--warm-up S] [--bytes N] [--window N] [--set HOCON] [--json]";

    /// <summary>Peers in the process.</summary>
    public int Peers { get; private init; } = 1000;

    /// <summary>What carries the frames between them.</summary>
    public string Links { get; private init; } = "direct";

    /// <summary>How long is measured.</summary>
    public int Seconds { get; private init; } = 30;

    /// <summary>How long messages flow before that.</summary>
    public int WarmUp { get; private init; } = 5;

    /// <summary>Bytes of a payload.</summary>
    public int Bytes { get; private init; } = 256;

    /// <summary>Messages under way at once.</summary>
    public int Window { get; private init; } = 16;

    /// <summary>More settings, which win.</summary>
    public string Hocon { get; private init; } = "";

    /// <summary>Whether the result is one line of JSON.</summary>
    public bool Json { get; private init; }

    /// <summary>Reads the command line; null when it is wrong.</summary>
    public static LiveOptions? Read(ReadOnlySpan<string> args)
    {
        var options = new LiveOptions();
        while (args is [var name, .. var rest])
        {
            args = rest;
            if (name == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            if (args is not [var value, .. var more] || options.With(name, value) is not { } read)
                return null;

            options = read;
            args = more;
        }

        return options;
    }

    private LiveOptions? With(string name, string value)
    {
        if (name == "--links")
            return value is "direct" or "pipe" ? this with { Links = value } : null;
        if (name == "--set")
            return this with { Hocon = value };
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 100_000)
            return null;

        return name switch
        {
            "--peers" when number >= 2 => this with { Peers = number },
            "--seconds" when number >= 1 => this with { Seconds = number },
            "--warm-up" => this with { WarmUp = number },
            "--bytes" => this with { Bytes = number },
            "--window" when number >= 1 => this with { Window = number },
            _ => null,
        };
    }
}
