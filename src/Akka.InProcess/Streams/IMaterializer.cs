namespace Akka.Streams;

/// <summary>Runs streams.</summary>
public interface IMaterializer
{
    /// <summary>Starts a stream.</summary>
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);
}
