using OxyPlot.Axes;

namespace HyperToken.Simulation.Reports.Plots;

/// <summary>A logarithmic axis with lines at round numbers: 1, 2, 5 and their decades, or the decades alone where there are many.</summary>
internal sealed class DecadeAxis : LogarithmicAxis
{
    private const double FewDecades = 3.5;
    private static readonly double[] Round = [1, 2, 5];
    private static readonly double[] Each = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    public override void GetTickValues(out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        var decades = Math.Log10(ActualMaximum / ActualMinimum);
        majorTickValues = Multiples(decades <= FewDecades ? Round : [1]);
        majorLabelValues = majorTickValues;
        minorTickValues = Multiples(Each);
    }

    private List<double> Multiples(double[] steps)
    {
        var values = new List<double>();
        for (var power = (int)Math.Floor(Math.Log10(ActualMinimum)); power <= Math.Ceiling(Math.Log10(ActualMaximum)); power++)
            values.AddRange(steps.Select(step => step * Math.Pow(10, power)).Where(value => value >= ActualMinimum && value <= ActualMaximum));

        return values;
    }
}
