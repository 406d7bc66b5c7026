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
    /// <summary>Whether equal factors are equally far apart; then it begins and ends at powers of ten.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>How its numbers are written.</summary>
    public string Format { get; init; } = "#,0.######";

    /// <summary>An axis of powers of ten around some values.</summary>
    public static PlotAxis Decades(string title, IReadOnlyCollection<double> values)
    {
        var from = Math.Floor(Math.Log10(values.Min()));
        var to = Math.Ceiling(Math.Log10(values.Max()));
        return from == to
            ? new PlotAxis(title, Math.Pow(10, from - 1), Math.Pow(10, to + 1)) { IsLogarithmic = true }
            : new PlotAxis(title, Math.Pow(10, from), Math.Pow(10, to)) { IsLogarithmic = true };
    }

    /// <summary>An axis from 0 to a little above the largest value.</summary>
    public static PlotAxis FromZero(string title, IReadOnlyCollection<double> values) => new(title, 0, Math.Max(1, values.Max() * 1.08));

    /// <summary>From 0, unless the values lie so far apart that the small ones could not be told from it.</summary>
    public static PlotAxis FromZeroOrDecades(string title, IReadOnlyCollection<double> values) =>
        values.Min() > 0 && values.Max() / values.Min() > 30 ? Decades(title, values) : FromZero(title, values);

    public Axis At(AxisPosition position)
    {
        Axis axis = IsLogarithmic ? new LogarithmicAxis { PowerPadding = false } : new LinearAxis();
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
