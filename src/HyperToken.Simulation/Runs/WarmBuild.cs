namespace HyperToken.Simulation.Runs;

/// <summary>Starts every peer with a table as the protocol leaves it.</summary>
internal static class WarmBuild
{
    public static void Run(SimulationWorld world, ProgressMeter progress, CancellationToken stop)
    {
        throw new NotSupportedException();
    }
}
