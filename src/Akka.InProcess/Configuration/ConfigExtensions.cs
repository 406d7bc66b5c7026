using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

/// <summary>Helpers for configurations that may be absent.</summary>
public static class ConfigExtensions
{
    /// <summary>Whether there is no configuration, or one without any setting.</summary>
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;

    /// <summary>Like <see cref="Config.WithFallback"/>, for a configuration that may be null.</summary>
    public static Config? SafeWithFallback(this Config? config, Config? fallback)
    {
        if (config is null)
        {
            return fallback;
        }

        return ReferenceEquals(config, fallback) ? config : config.WithFallback(fallback);
    }
}
