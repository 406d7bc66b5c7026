namespace HyperToken.Simulation.Reports.Plots;

/// <summary>A line of a plot.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">From left to right.</param>
internal sealed record PlotSeries(string Name, IReadOnlyList<PlotPoint> Points);
