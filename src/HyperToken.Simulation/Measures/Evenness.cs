using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Measures;

/// <summary>How evenly work is spread over those who do it.</summary>
internal static class Evenness
{
    /// <summary>The Gini coefficient, and the busiest over the average; both 0 when nobody did anything.</summary>
    public static ForwardLoad Of(IEnumerable<long> work)
    {
        var sorted = work.Order().ToArray();
        double sum = 0, weighted = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            weighted += (i + 1.0) * sorted[i];
        }

        if (sum == 0)
            return new ForwardLoad(0, 0);

        var n = sorted.Length;
        return new ForwardLoad((2 * weighted / (n * sum)) - ((n + 1.0) / n), sorted[^1] / (sum / n));
    }
}
