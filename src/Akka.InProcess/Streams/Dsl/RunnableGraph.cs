using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A whole stream, which can be run any number of times.</summary>
public interface IRunnableGraph<out TMat> : IGraph<ClosedShape, TMat>
{
    /// <summary>The same stream with another materialized value.</summary>
    IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func);

    /// <summary>Starts the stream.</summary>
    TMat Run(IMaterializer materializer);

    /// <summary>Starts the stream; it dies with the system.</summary>
    TMat Run(ActorSystem actorSystem);
}

/// <summary>A whole stream, which can be run any number of times.</summary>
public sealed class RunnableGraph<TMat> : IRunnableGraph<TMat>
{
    private readonly IBlueprint<TMat> _blueprint;

    internal RunnableGraph(IBlueprint<TMat> blueprint) => _blueprint = blueprint;

    IBlueprint<TMat> IGraph<ClosedShape, TMat>.Blueprint => _blueprint;

    /// <inheritdoc/>
    public IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func) =>
        new RunnableGraph<TMat2>(new MappedBlueprint<TMat, TMat2>(_blueprint, func));

    /// <inheritdoc/>
    public TMat Run(IMaterializer materializer) => materializer.Materialize(this);

    /// <inheritdoc/>
    public TMat Run(ActorSystem actorSystem) => actorSystem.Materializer().Materialize(this);
}
