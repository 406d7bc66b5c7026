using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>Shows how far the runs are.</summary>
internal interface IRunProgress : IProgress<SimulationBatchProgress>
{
    /// <summary>Nothing more comes, and what is shown goes.</summary>
    void End();
}
