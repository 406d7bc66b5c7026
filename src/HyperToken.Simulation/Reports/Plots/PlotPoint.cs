namespace HyperToken.Simulation.Reports.Plots;

/// <summary>A point of a line.</summary>
/// <param name="X">Where on the horizontal axis.</param>
/// <param name="Y">Where on the vertical one.</param>
internal sealed record PlotPoint(double X, double Y)
{
    /// <summary>The least and the greatest value at this place, drawn as a bar through the point; null: no bar.</summary>
    public (double Min, double Max)? Range { get; init; }
}
