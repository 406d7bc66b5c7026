using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

public static class ConfigExtensions
{
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;

    public static Config? SafeWithFallback(this Config? config, Config? fallback)
    {
        if (config is null) return fallback;
        return ReferenceEquals(config, fallback) ? config : config.WithFallback(fallback);
    }
}
