using System.Globalization;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports.Plots;

/// <summary>The plots of a batch.</summary>
public static class ResultPlots
{
    private const string PeersTitle = "peers in the network";

    /// <summary>Draws what there are figures for.</summary>
    /// <param name="results">The results; those of stopped runs are left out.</param>
    /// <returns>File names with their content, SVG.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Draw(IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var whole = results.Where(result => !result.IsPartial).ToList();
        (string File, LinePlot? Plot)[] plots =
        [
            ("connections.svg", Connections(whole)),
            ("messages.svg", Messages(whole)),
            ("latency.svg", Latency(whole)),
            ("delivery.svg", Delivery(whole)),
        ];
        return [.. plots.Where(plot => plot.Plot is not null).Select(plot => KeyValuePair.Create(plot.File, plot.Plot!.ToSvg()))];
    }

    private static LinePlot? Connections(IReadOnlyList<SimulationResult> results) => OverPeers(
        results,
        "Connections per peer",
        "open links at the end; average, with a bar from the least to the most linked peer",
        result => result.Connections.Avg,
        values => PlotAxis.FromZeroOrLogarithmic("connections", values),
        result => (result.Connections.Min, result.Connections.Max));

    private static LinePlot? Messages(IReadOnlyList<SimulationResult> results) => OverPeers(
        results,
        "Messages per peer and broadcast",
        "payload and control frames sent, lost ones included",
        result => result.MessagesPerPeer,
        values => PlotAxis.FromZeroOrLogarithmic("frames", values));

    private static LinePlot? Delivery(IReadOnlyList<SimulationResult> results) => OverPeers(
        results,
        "Delivery",
        "peers reached, of those that should be",
        result => result.DeliveryRate * 100,
        values => PercentAxis(values.Min()));

    private static LinePlot? Latency(IReadOnlyList<SimulationResult> results)
    {
        var series = results
            .Where(result => result.LatencyCdf is { Count: > 0 })
            .Select(result => new PlotSeries(
                string.Create(CultureInfo.InvariantCulture, $"{FigureText.Network(result)}, {result.Peers:#,0} peers"),
                [new PlotPoint(result.LatencyCdf![0].Milliseconds, 0), .. result.LatencyCdf.Select(point => new PlotPoint(point.Milliseconds, point.Share * 100))]))
            .ToList();
        if (series.Count == 0)
            return null;

        var longest = series.Max(line => line.Points[^1].X);
        var plot = new LinePlot("Latency of delivery", "share of the peers to be reached that had it by then, from publishing to the first copy")
            .Axes(new PlotAxis("milliseconds", 0, longest * 1.04), new PlotAxis("peers reached, %", 0, 102));
        return series.Aggregate(plot, (drawn, line) => drawn.Add(line, markers: false));
    }

    private static LinePlot? OverPeers(
        IReadOnlyList<SimulationResult> results,
        string title,
        string subtitle,
        Func<SimulationResult, double?> figure,
        Func<IReadOnlyCollection<double>, PlotAxis> axis,
        Func<SimulationResult, (double Min, double Max)>? range = null)
    {
        var measured = results.Where(result => figure(result) is not null).ToList();
        if (measured.Count == 0)
            return null;

        var repeated = measured.CountBy(result => (FigureText.Network(result), result.Peers)).Any(same => same.Value > 1);
        var plot = new LinePlot(title, repeated ? $"{subtitle}; runs of the same size averaged" : subtitle).Axes(
            PlotAxis.Logarithmic(PeersTitle, [.. measured.Select(result => (double)result.Peers)]),
            axis([.. measured.SelectMany(result => Values(result, figure, range))]));
        foreach (var network in measured.GroupBy(FigureText.Network))
        {
            var points = network.GroupBy(result => result.Peers).OrderBy(size => size.Key).Select(Point);
            plot.Add(new PlotSeries(network.Key, [.. points]), markers: true);
        }

        return plot;

        PlotPoint Point(IGrouping<int, SimulationResult> size) => new(size.Key, size.Average(result => figure(result)!.Value))
        {
            Range = range is null ? null : (size.Min(result => range(result).Min), size.Max(result => range(result).Max)),
        };
    }

    private static IEnumerable<double> Values(
        SimulationResult result, Func<SimulationResult, double?> figure, Func<SimulationResult, (double Min, double Max)>? range) =>
        range?.Invoke(result) is { } bar ? [bar.Min, figure(result)!.Value, bar.Max] : [figure(result)!.Value];

    /// <summary>Close to 100 %, where the differences are; with a margin, so that a point at 100 is seen whole.</summary>
    private static PlotAxis PercentAxis(double least)
    {
        var shown = Math.Max(0.1, (100 - least) * 1.25);
        return shown > 60 ? new PlotAxis("%", 0, 102) : new PlotAxis("%", 100 - shown, 100 + (shown * 0.08));
    }
}
