using System.Reflection;
using Akka.Actor;

namespace HyperToken.Benchmarks;

/// <summary>Which engine this build measures.</summary>
internal static class EngineName
{
    public const string InProcess = "inprocess";

    public const string Packages = "packages";

#if AKKA_PACKAGES
    public const string Short = Packages;
#else
    public const string Short = InProcess;
#endif

    public static IReadOnlyList<string> All { get; } = [InProcess, Packages];

    /// <summary>With the version, where there is one.</summary>
    public static string Full { get; } = Short == InProcess ? Short : $"{Short} (Akka.NET {AkkaVersion()})";

    private static string AkkaVersion() =>
        typeof(ActorSystem).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
