namespace HyperToken.Overlay.Supernode;

#pragma warning disable
public readonly record struct NodeStats(TimeSpan Uptime, double BandwidthOut, double FailureRate, int Connections);
public sealed record SupernodeMinima { public TimeSpan MinUptime { get; init; } = TimeSpan.FromHours(1); public double MinBandwidth { get; init; } = 500_000; public int MinConnections { get; init; } = 10; }
public static class SupernodeScore
{
    public static double Of(NodeStats s, SupernodeMinima m)
    {
        static double Part(double v, double min) => min <= 0 ? 1 : Math.Min(1, v / (2 * min));
        return (.25 * Part(s.Uptime.TotalSeconds, m.MinUptime.TotalSeconds)) + (.3 * Part(s.BandwidthOut, m.MinBandwidth)) + (.3 * (1 - Math.Clamp(s.FailureRate, 0, 1))) + (.15 * Part(s.Connections, m.MinConnections));
    }
    public static bool MeetsMinima(NodeStats s, SupernodeMinima m) => s.Uptime >= m.MinUptime && s.BandwidthOut >= m.MinBandwidth && s.Connections >= m.MinConnections;
}
public sealed record SupernodeSettings
{
    public SupernodeMinima Minima { get; init; } = new();
    public double MinScore { get; init; } = .7;
    public TimeSpan EvaluationInterval { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(300);
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);
    public TimeSpan ElectionDelay { get; init; } = TimeSpan.FromSeconds(10);
    public int MaxLeaves { get; init; } = 100;
    public int MaxStandbyLeaves { get; init; } = 200;
    public int SupernodesPerLeaf { get; init; } = 3;
    public int MeshFanOut { get; init; } = 5;
    public int MinSupernodes { get; init; } = 5;
    public int LeavesPerSupernode { get; init; } = 70;
    public double Bandwidth { get; init; } = 1_000_000;
    public TimeSpan AnnouncementWait { get; init; } = TimeSpan.FromMilliseconds(150);
}
public static class SupernodeTarget
{
    public static int Of(int n, SupernodeSettings s) => (int)Math.Min(n, Math.Max(s.MinSupernodes, Math.Max(Math.Sqrt(n), (double)n / s.LeavesPerSupernode)));
}
internal sealed class ReliabilityMeter
{
    private double _rate;
    public double FailureRate => _rate;
    public void Succeeded() => _rate -= _rate / 64;
    public void Failed() => _rate += (1 - _rate) / 64;
}
