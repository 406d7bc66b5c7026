using HyperToken.Overlay.Supernode;

namespace HyperToken.Configuration;

/// <summary>
/// Reads <c>hypertoken.supernode</c>: a preset, and what differs from it. A key that says <c>default</c> has the preset's value.
/// </summary>
internal static class SupernodeSection
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    public static (string Preset, SupernodeSettings Settings) Read(SettingsReader reader)
    {
        var preset = SupernodePreset.Named(reader.Name("preset", [.. SupernodePreset.All.Select(known => known.Name)]));
        var from = preset.Settings;
        return (preset.Name, new SupernodeSettings
        {
            Minima = new SupernodeMinima
            {
                MinUptime = reader.Duration("min-uptime", TimeSpan.Zero, TimeSpan.FromDays(365), from.Minima.MinUptime),
                MinBandwidth = reader.Number("min-bandwidth", 0, 1e12, from.Minima.MinBandwidth),
                MinConnections = reader.Int("min-connections", 0, 10_000, from.Minima.MinConnections),
            },
            MinScore = reader.Number("min-score", 0, 1, from.MinScore),
            EvaluationInterval = reader.Duration("evaluation-interval", Tick, TimeSpan.FromHours(1), from.EvaluationInterval),
            GracePeriod = reader.Duration("grace-period", TimeSpan.Zero, TimeSpan.FromDays(1), from.GracePeriod),
            HeartbeatInterval = reader.Duration("heartbeat-interval", Tick, TimeSpan.FromMinutes(10), from.HeartbeatInterval),
            ElectionDelay = reader.Duration("election-delay", Tick, TimeSpan.FromHours(1), from.ElectionDelay),
            MaxLeaves = reader.Int("max-leaves", 1, 10_000, from.MaxLeaves),
            MaxStandbyLeaves = reader.Int("max-standby-leaves", 0, 20_000, from.MaxStandbyLeaves),
            SupernodesPerLeaf = reader.Int("supernodes-per-leaf", 1, 16, from.SupernodesPerLeaf),
            MeshFanOut = reader.Int("mesh-fan-out", 1, 255, from.MeshFanOut),
            MinSupernodes = reader.Int("min-supernodes", 1, 1_000_000, from.MinSupernodes),
            LeavesPerSupernode = reader.Int("leaves-per-supernode", 1, 1_000_000, from.LeavesPerSupernode),
            Bandwidth = reader.Number("bandwidth", 0, 1e12, from.Bandwidth),
            AnnouncementWait = reader.Duration("announcement-wait", TimeSpan.Zero, TimeSpan.FromMinutes(1), from.AnnouncementWait),
        });
    }
}
