using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>Shows how far the runs are, or a search.</summary>
internal interface IRunProgress : IProgress<SimulationBatchProgress>, IProgress<SearchProgress>
{
    /// <summary>Nothing more comes, and what is shown goes.</summary>
    void End();
}
