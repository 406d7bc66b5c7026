namespace HyperToken.Simulation.Network;

/// <summary>
/// Inverse distribution functions as tables of whole numbers. Made once a run from additions, multiplications, divisions and
/// square roots only, which IEEE 754 defines to the last bit: unlike a library's logarithm they are the same on every machine.
/// </summary>
internal sealed class Quantiles
{
    private const int Bits = 14;
    private readonly long[] _table = new long[(1 << Bits) + 1];

    private Quantiles(Func<double, double> quantile, long min, long max)
    {
        for (var i = 0; i < _table.Length; i++)
        {
            // The ends stand for half a step: the distribution itself reaches to infinity.
            var share = Math.Clamp((double)i / (1 << Bits), 0.5 / (1 << Bits), 1 - (0.5 / (1 << Bits)));
            _table[i] = (long)Math.Clamp(quantile(share), min, max);
        }
    }

    /// <summary>exp(N(ln median, sigma)).</summary>
    public static Quantiles LogNormal(double median, double sigma, long min, long max) =>
        new(share => median * Exp(sigma * Normal(share)), min, max);

    /// <summary>Weibull with a mean; shape 1 is the exponential distribution.</summary>
    public static Quantiles Weibull(double mean, double shape, long min, long max)
    {
        // The mean of scale 1 is Γ(1 + 1/shape); it is taken from the table itself rather than from a Γ of our own.
        static double Raw(double share, double shape) => Exp(Ln(-Ln(1 - share)) / shape);
        var sum = 0.0;
        for (var i = 0; i < 1 << Bits; i++)
            sum += Raw((i + 0.5) / (1 << Bits), shape);

        var scale = mean / (sum / (1 << Bits));
        return new Quantiles(share => scale * Raw(share, shape), min, max);
    }

    /// <summary>The value below which the share of the distribution lies that the bits stand for.</summary>
    public long At(ulong bits)
    {
        var index = (int)(bits >> (64 - Bits));
        var fraction = (long)((bits << Bits) >> 32);
        var low = _table[index];
        return low + (long)(((Int128)(_table[index + 1] - low) * fraction) >> 32);
    }

    /// <summary>The natural logarithm, by the series of the inverse hyperbolic tangent.</summary>
    internal static double Ln(double x)
    {
        const double Ln2 = 0.693147180559945309417232121458;
        var exponent = 0;
        for (; x > 1.5; x /= 2)
            exponent++;
        for (; x < 0.75; x *= 2)
            exponent--;

        var y = (x - 1) / (x + 1);
        var square = y * y;
        var sum = 0.0;
        var power = y;
        for (var n = 1; n < 60; n += 2, power *= square)
            sum += power / n;

        return (2 * sum) + (exponent * Ln2);
    }

    /// <summary>e to the x, by its series after halving x.</summary>
    internal static double Exp(double x)
    {
        const int Halvings = 12;
        var small = x / (1 << Halvings);
        var sum = 1.0;
        var term = 1.0;
        for (var n = 1; n < 20; n++)
            sum += term *= small / n;

        for (var i = 0; i < Halvings; i++)
            sum *= sum;

        return sum;
    }

    /// <summary>The standard normal quantile, by bisection on the distribution function's series.</summary>
    internal static double Normal(double share)
    {
        double low = -8, high = 8;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle) < share)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    private static double Cumulative(double x)
    {
        const double InverseRootOfTwoPi = 0.398942280401432677939946059934;
        var sum = x;
        var term = x;
        for (var n = 1; n < 200; n++)
            sum += term *= x * x / ((2 * n) + 1);

        return 0.5 + (sum * InverseRootOfTwoPi * Exp(-x * x / 2));
    }
}
