namespace HyperToken.Overlay.Tests.Strategy;

/// <summary>Estimates with the error that the real ones have: the distance of the 20th closest of many random ids, each anew.</summary>
internal sealed class NoisyEstimates(ulong seed)
{
    private readonly RandomSource _random = new(seed);

    /// <summary>One estimate of so many peers; its standard error is 23 %.</summary>
    public int Of(double peers)
    {
        // The gaps between neighbouring ids are exponential.
        var radius = 0.0;
        for (var i = 0; i < 20; i++)
            radius -= Math.Log(1 - (_random.Next(1 << 30) / (double)(1 << 30)));

        return Math.Max(1, (int)(peers * 19 / radius));
    }

    /// <summary>True or false, at random.</summary>
    public bool Coin() => _random.Next(2) == 0;
}
