using System.Globalization;
using System.Text;
using Akka.Configuration;
using HyperToken.Configuration;

namespace HyperToken;

/// <summary>Lays the options of a <see cref="RoutedPeerManager"/> over a configuration, where they are checked like everything else there.</summary>
internal sealed class FacadeSettings
{
    /// <summary>By the path of each setting: the option that gives it.</summary>
    private readonly Dictionary<string, string> _options = [];

    private readonly StringBuilder _hocon = new();

    private FacadeSettings(RoutedPeerManagerOptions options)
    {
        Lay("strategy", nameof(options.RoutingStrategy), options.RoutingStrategy.ToString());
        if (options.KademliaConfig is { } kademlia)
            Lay(kademlia);
        if (options.SupernodeConfig is { } supernode)
            Lay(supernode);
        if (options.AutoThresholds is { } thresholds)
            Lay(thresholds);
    }

    /// <summary>The settings of a manager's peer.</summary>
    /// <param name="options">What goes before the configuration.</param>
    /// <param name="config">A configuration with or without a section <c>hypertoken</c>.</param>
    /// <exception cref="HyperTokenConfigurationException">A value is not allowed; of an option it names the option.</exception>
    public static HyperTokenSettings Of(RoutedPeerManagerOptions options, Config config)
    {
        var overlay = new FacadeSettings(options);
        try
        {
            return HyperTokenSettings.Create(ConfigurationFactory.ParseString(overlay._hocon.ToString()).WithFallback(config));
        }
        catch (HyperTokenConfigurationException wrong) when (overlay._options.TryGetValue(wrong.Path, out var option))
        {
            throw new HyperTokenConfigurationException(option, wrong.Found, wrong.Allowed);
        }
    }

    private void Lay(KademliaConfig options)
    {
        const string group = nameof(RoutedPeerManagerOptions.KademliaConfig);
        Lay("kademlia.k", $"{group}.{nameof(options.K)}", Text(options.K));
        Lay("kademlia.alpha", $"{group}.{nameof(options.Alpha)}", Text(options.Alpha));
        Lay("kademlia.bucket-refresh", $"{group}.{nameof(options.BucketRefreshInterval)}", Text(options.BucketRefreshInterval));
        Lay("kademlia.replacement-cache", $"{group}.{nameof(options.ReplacementCacheSize)}", Text(options.ReplacementCacheSize));
    }

    private void Lay(SupernodeConfig options)
    {
        const string group = nameof(RoutedPeerManagerOptions.SupernodeConfig);
        Lay("supernode.min-uptime", $"{group}.{nameof(options.MinUptime)}", Text(options.MinUptime));
        Lay("supernode.min-bandwidth", $"{group}.{nameof(options.MinBandwidth)}", Text(options.MinBandwidth));
        Lay("supernode.min-connections", $"{group}.{nameof(options.MinConnections)}", Text(options.MinConnections));
        Lay("supernode.max-leaves", $"{group}.{nameof(options.MaxLeavesPerSupernode)}", Text(options.MaxLeavesPerSupernode));
        Lay("supernode.supernodes-per-leaf", $"{group}.{nameof(options.TargetSupernodeCount)}", Text(options.TargetSupernodeCount));
        Lay("supernode.mesh-fan-out", $"{group}.{nameof(options.SupernodeGossipFanout)}", Text(options.SupernodeGossipFanout));
        Lay("supernode.evaluation-interval", $"{group}.{nameof(options.EvaluationInterval)}", Text(options.EvaluationInterval));
        Lay("supernode.min-score", $"{group}.{nameof(options.MinSupernodeScore)}", Text(options.MinSupernodeScore));
        Lay("supernode.grace-period", $"{group}.{nameof(options.DemotionGracePeriod)}", Text(options.DemotionGracePeriod));
    }

    private void Lay(AutoRoutingThresholds options)
    {
        const string group = nameof(RoutedPeerManagerOptions.AutoThresholds);
        Lay("auto.supernode-threshold", $"{group}.{nameof(options.SupernodeThreshold)}", Text(options.SupernodeThreshold));
        Lay("auto.kademlia-threshold", $"{group}.{nameof(options.KademliaThreshold)}", Text(options.KademliaThreshold));
    }

    private void Lay(string setting, string option, string value)
    {
        var path = $"hypertoken.{setting}";
        _options.Add(path, option);

        // In quotes: what is no number or no duration is to be refused as a value, not as a fault of the syntax.
        _hocon.AppendLine(CultureInfo.InvariantCulture, $"{path} = \"{value}\"");
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>A decimal, which is never written with an exponent.</summary>
    private static string Text(TimeSpan span) => $"{Text((decimal)span.Ticks / TimeSpan.TicksPerMillisecond)} ms";
}
