using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace HyperToken.Simulation.Reports.Plots;

/// <summary>A line chart, drawn by OxyPlot as SVG without any font of the machine.</summary>
internal sealed class LinePlot
{
    private const int Width = 860;
    private const int Height = 520;

    private readonly PlotModel _model;
    private int _series;

    /// <param name="title">What it shows.</param>
    /// <param name="subtitle">How it was counted.</param>
    public LinePlot(string title, string subtitle)
    {
        _model = new PlotModel
        {
            Title = title,
            Subtitle = subtitle,
            TitleHorizontalAlignment = TitleHorizontalAlignment.CenteredWithinPlotArea,
            TitleFontSize = 19,
            SubtitleFontSize = 12.5,
            TitlePadding = 12,
            Padding = new OxyThickness(16, 12, 28, 14),
            Background = OxyColors.White,
            TextColor = PlotColors.Text,
            PlotAreaBorderColor = PlotColors.Axis,
            DefaultFont = "Helvetica, Arial, sans-serif",
            DefaultFontSize = 13,
            Culture = CultureInfo.InvariantCulture,
        };
        _model.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.BottomCenter,
            LegendOrientation = LegendOrientation.Horizontal,
            LegendFontSize = 13,
            LegendItemSpacing = 28,
            LegendMargin = 10,
        });
    }

    public LinePlot Axes(PlotAxis horizontal, PlotAxis vertical)
    {
        _model.Axes.Add(horizontal.At(AxisPosition.Bottom));
        _model.Axes.Add(vertical.At(AxisPosition.Left));
        return this;
    }

    /// <param name="series">The line.</param>
    /// <param name="markers">Whether its points are marked: where it stands for few measurements.</param>
    public LinePlot Add(PlotSeries series, bool markers)
    {
        var color = PlotColors.Of(_series);
        var style = _series < PlotColors.Count ? LineStyle.Solid : LineStyle.Dash;
        _series++;
        foreach (var point in series.Points)
        {
            if (point.Range is { } range)
                _model.Series.Add(Line(color, 1.2, [new DataPoint(point.X, range.Min), new DataPoint(point.X, range.Max)]));
        }

        var line = Line(color, 2.4, series.Points.Select(point => new DataPoint(point.X, point.Y)));
        line.Title = series.Name;
        line.LineStyle = style;
        if (markers)
        {
            line.MarkerType = MarkerType.Circle;
            line.MarkerSize = 4.5;
            line.MarkerFill = color;
            line.MarkerStroke = OxyColors.White;
            line.MarkerStrokeThickness = 1;
        }

        _model.Series.Add(line);
        return this;
    }

    public string ToSvg() => new SvgExporter
    {
        Width = Width,
        Height = Height,
        UseVerticalTextAlignmentWorkaround = true,
        TextMeasurer = new TextSize(Width, Height),
    }.ExportToString(_model);

    private static LineSeries Line(OxyColor color, double thickness, IEnumerable<DataPoint> points)
    {
        var line = new LineSeries { Color = color, StrokeThickness = thickness };
        line.Points.AddRange(points);
        return line;
    }
}
