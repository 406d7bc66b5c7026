using System.Globalization;
using System.Text;
using Akka.Configuration;
using HyperToken.Configuration;
using HyperToken.Relay.Admin;

namespace HyperToken.Node.Up;

/// <summary>What <c>hypertoken up</c> was asked for, read and checked.</summary>
internal sealed record UpSettings
{
    /// <summary>Peers to start, 1 to <see cref="MaxPeers"/>.</summary>
    public required int Peers { get; init; }

    /// <summary>Peers started a second at most.</summary>
    public required double JoinRate { get; init; }

    /// <summary>Seeds every random choice, and the peers' ids.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The file lines are read from; null: standard input.</summary>
    public string? InputPath { get; init; }

    /// <summary>Whether standard output holds JSON.</summary>
    public required bool Json { get; init; }

    /// <summary>Where others may look in; null: nowhere.</summary>
    public AdminSettings? Admin { get; init; }

    /// <summary>The actor system's configuration.</summary>
    public required Config Config { get; init; }

    /// <summary>The same, as the peers read it.</summary>
    public required HyperTokenSettings HyperToken { get; init; }

    /// <summary>More do not fit one process.</summary>
    public const int MaxPeers = 100_000;

    /// <summary>Puts what the command line says above what the file says, and that above the defaults.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no HOCON.</exception>
    /// <exception cref="HyperTokenConfigurationException">A setting is not allowed.</exception>
    public static Config Compose(string? path, string? strategy, string? links, int? k, int? alpha, int? ttl, string? supernodePreset = null)
    {
        var commandLine = new StringBuilder();
        Set(commandLine, "hypertoken.strategy", strategy);
        Set(commandLine, "hypertoken.links", links);
        Set(commandLine, "hypertoken.supernode.preset", supernodePreset);
        Set(commandLine, "hypertoken.kademlia.k", k);
        Set(commandLine, "hypertoken.kademlia.alpha", alpha);

        // The epidemic plan's fan-out is the k of its paper: whoever sets one means both.
        Set(commandLine, "hypertoken.broadcast.fan-out", k);
        Set(commandLine, "hypertoken.broadcast.time-to-live", ttl);
        return ConfigurationFactory.ParseString(commandLine.ToString())
            .WithFallback(ActorSystemConfig.Forced)
            .WithFallback(path is null ? Config.Empty : Read(path))
            .WithFallback(ActorSystemConfig.Defaults);
    }

    private static void Set<TValue>(StringBuilder hocon, string path, TValue? value)
    {
        if (value is not null)
            hocon.AppendLine(CultureInfo.InvariantCulture, $"{path} = {value}");
    }

    private static Config Read(string path)
    {
        try
        {
            return ConfigurationFactory.ParseString(File.ReadAllText(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--config {path} cannot be read: {unreadable.Message} Name a readable HOCON file.");
        }
        catch (Exception wrong) when (wrong is FormatException or ConfigurationException)
        {
            throw new UsageException($"--config {path} is not HOCON: {FirstLine(wrong.Message)} See hocon/peer.conf for an example.");
        }
    }

    /// <summary>What follows draws an arrow below the place, which makes no sense on one line.</summary>
    private static string FirstLine(string message) => message.Split(['\r', '\n'], 2)[0].TrimEnd(':', ' ') + ".";
}
