using System.Reflection;
using Akka.Actor;

namespace HyperToken.Benchmarks;

/// <summary>Which engine this build measures.</summary>
internal static class EngineName
{
#if AKKA_PACKAGES
    public const string Short = "packages";
#else
    public const string Short = "inprocess";
#endif

    /// <summary>With the version, where there is one.</summary>
    public static string Full { get; } = Short == "inprocess" ? Short : $"{Short} (Akka.NET {AkkaVersion()})";

    private static string AkkaVersion() =>
        typeof(ActorSystem).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
