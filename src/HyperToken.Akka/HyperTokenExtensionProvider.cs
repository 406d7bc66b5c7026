using Akka.Actor;

namespace HyperToken;

/// <summary>Makes the <see cref="HyperTokenExtension"/> of an actor system.</summary>
public sealed class HyperTokenExtensionProvider : ExtensionIdProvider<HyperTokenExtension>
{
    /// <inheritdoc />
    public override HyperTokenExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
