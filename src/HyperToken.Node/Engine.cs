using System.Reflection;

namespace HyperToken.Node;

/// <summary>Which build this is.</summary>
internal static class Engine
{
#if AKKA_PACKAGES
    /// <summary>The engine under the actors: the embedded stand-in, or Akka.NET's own packages.</summary>
    public const string Name = "packages";
#else
    /// <summary>The engine under the actors: the embedded stand-in, or Akka.NET's own packages.</summary>
    public const string Name = "inprocess";
#endif

    /// <summary>The product's version, without the commit.</summary>
    public static string Version { get; } =
        typeof(Engine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
