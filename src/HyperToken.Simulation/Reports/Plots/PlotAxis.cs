using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;

namespace HyperToken.Simulation.Reports.Plots;

/// <summary>An axis: what is on it, from where to where.</summary>
/// <param name="Title">What is on it, with its unit.</param>
/// <param name="Min">Its begin.</param>
/// <param name="Max">Its end.</param>
internal sealed record PlotAxis(string Title, double Min, double Max)
{
    /// <summary>Whether equal factors are equally far apart.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>How its numbers are written.</summary>
    public string Format { get; init; } = "#,0.######";

    /// <summary>A logarithmic axis around some values, with room for the marks of the outermost.</summary>
    public static PlotAxis Logarithmic(string title, IReadOnlyCollection<double> values)
    {
        var room = values.Max() > values.Min() * 1.5 ? 1.25 : 4;
        return new PlotAxis(title, values.Min() / room, values.Max() * room) { IsLogarithmic = true };
    }

    /// <summary>An axis from 0 to a little above the largest value.</summary>
    public static PlotAxis FromZero(string title, IReadOnlyCollection<double> values) => new(title, 0, Math.Max(1, values.Max() * 1.08));

    /// <summary>From 0, unless the values lie so far apart that the small ones could not be told from it.</summary>
    public static PlotAxis FromZeroOrLogarithmic(string title, IReadOnlyCollection<double> values) =>
        values.Min() > 0 && values.Max() / values.Min() > 30 ? Logarithmic(title, values) : FromZero(title, values);

    public Axis At(AxisPosition position)
    {
        Axis axis = IsLogarithmic ? new DecadeAxis { PowerPadding = false } : new LinearAxis();
        axis.Position = position;
        axis.Title = Title;
        axis.Minimum = Min;
        axis.Maximum = Max;
        axis.LabelFormatter = value => value.ToString(Format, CultureInfo.InvariantCulture);
        axis.TitleFontSize = 14;
        axis.AxisTitleDistance = 12;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = PlotColors.Grid;
        axis.TicklineColor = PlotColors.Axis;
        axis.AxislineColor = PlotColors.Axis;
        axis.MinorTickSize = IsLogarithmic ? 3 : 0;
        return axis;
    }
}
