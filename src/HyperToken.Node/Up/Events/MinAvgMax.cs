namespace HyperToken.Node.Up.Events;

/// <summary>A number that every peer has one of, over all peers; all 0 when there is none.</summary>
internal sealed record MinAvgMax(int Min, double Avg, int Max)
{
    public static MinAvgMax Of(IReadOnlyCollection<int> values) =>
        values.Count == 0 ? new MinAvgMax(0, 0, 0) : new MinAvgMax(values.Min(), Math.Round(values.Average(), 2), values.Max());

    public override string ToString() => $"{Min}/{Avg:0.0}/{Max}";
}
