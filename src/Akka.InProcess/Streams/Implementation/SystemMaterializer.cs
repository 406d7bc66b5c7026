using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>The one materializer that belongs to a system.</summary>
internal sealed class SystemMaterializer(ActorSystem system) : IExtension
{
    public ActorMaterializer Materializer { get; } = new(system, system);
}

internal sealed class SystemMaterializerId : ExtensionIdProvider<SystemMaterializer>
{
    public override SystemMaterializer CreateExtension(ExtendedActorSystem system) => new(system);
}
