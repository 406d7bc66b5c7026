using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

public interface IRunnableGraph<out TMat> : IGraph<ClosedShape, TMat>
{
    TMat Run(IMaterializer materializer);
}

internal sealed class RunnableGraph<TMat>(Blueprint<TMat> blueprint) : Graph<ClosedShape, TMat>(blueprint), IRunnableGraph<TMat>
{
    public TMat Run(IMaterializer materializer) => materializer.Materialize(this);
}
