using Akka.Actor;

namespace HyperToken;

/// <summary>The short way to the extension.</summary>
public static class ActorSystemExtensions
{
    /// <summary>The HyperToken extension of an actor system; the same as <see cref="HyperTokenExtension.For"/>.</summary>
    public static HyperTokenExtension HyperToken(this ActorSystem system) => HyperTokenExtension.For(system);
}
