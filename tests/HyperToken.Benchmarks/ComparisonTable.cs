using System.Globalization;
using System.Text;

namespace HyperToken.Benchmarks;

/// <summary>The figures of both engines, side by side. Throughput ratios above 1 mean that the embedded engine is the faster.</summary>
internal sealed class ComparisonTable
{
    private static readonly string[] Headings =
    [
        "benchmark", "packages' dispatcher", "in-process ns", "packages ns", "in-process B", "packages B",
        "throughput ratio", "of the quickest", "lowest to highest",
    ];

    private readonly List<Figure> _figures = [];

    public void Add(string engine, string method, string dispatcher, double nanoseconds, double bytes) =>
        _figures.Add(new Figure(engine, method, dispatcher, nanoseconds, bytes));

    public string Render(int rounds)
    {
        var text = new StringBuilder()
            .AppendLine($"Medians of {rounds} rounds (the quickest in brackets), {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.")
            .AppendLine()
            .AppendLine(Line(Headings))
            .AppendLine(Line(Headings.Select((_, i) => i < 2 ? "---" : "--:")));
        foreach (var ours in _figures.Where(figure => figure.Engine == EngineName.InProcess).GroupBy(figure => figure.Method))
        {
            var others = _figures.Where(figure => figure.Engine == EngineName.Packages && figure.Method == ours.Key);
            foreach (var theirs in others.GroupBy(figure => figure.Dispatcher))
                text.AppendLine(Line([ours.Key, theirs.Key, .. Cells(ours.ToArray(), theirs.ToArray())]));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Cells(Figure[] ours, Figure[] theirs)
    {
        foreach (var figures in (Figure[][])[ours, theirs])
            yield return $"{Whole(Median(figures.Select(figure => figure.Nanoseconds)))} ({Whole(figures.Min(figure => figure.Nanoseconds))})";

        foreach (var figures in (Figure[][])[ours, theirs])
            yield return Whole(Median(figures.Select(figure => figure.Bytes)));

        var ratios = ours.Zip(theirs, (our, their) => their.Nanoseconds / our.Nanoseconds).ToArray();
        yield return Ratio(Median(ratios));
        yield return Ratio(theirs.Min(figure => figure.Nanoseconds) / ours.Min(figure => figure.Nanoseconds));
        yield return $"{Ratio(ratios.Min())} to {Ratio(ratios.Max())}";
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record Figure(string Engine, string Method, string Dispatcher, double Nanoseconds, double Bytes);
}
