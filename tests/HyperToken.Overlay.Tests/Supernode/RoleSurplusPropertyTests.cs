using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class RoleSurplusPropertyTests
{
    private static readonly SupernodeSettings Settings = SupernodePreset.Quick.Settings;

    /// <summary>Scores and censuses that are noisy around their thresholds, and a peer that is invited again as soon as it has stepped down.</summary>
    [Property(Replay = Fixed.Replay, MaxTest = 200)]
    public Property Noisy_stats_should_not_make_a_role_flap() => Prop.ForAll(OverlayArbitraries.Seeds(), Gen.Choose(0, 20).ToArbitrary(), (seed, noise) =>
    {
        var random = new RandomSource(seed);
        var surplus = new RoleSurplus(Settings);
        var (now, since, changes) = (Instant.Zero, Instant.Zero, 0);
        for (var evaluation = 0; evaluation < 500; evaluation++)
        {
            now += Settings.EvaluationInterval;
            var score = Settings.MinScore + ((random.Next((2 * noise) + 1) - noise - 1) / 100f);
            var supernodes = 20.0 + random.Next(noise + 1);
            if (!surplus.IsToStepDown(new SupernodeCensus(supernodes, 10), supernodes - 15, (float)score, now, random))
                continue;

            Assert.True(now - since >= Settings.GracePeriod, $"A supernode for {now - since} only.");
            changes++;
            since = now += Settings.EvaluationInterval;
            surplus.Begin();
        }

        // A weak one among too many does go, where noise does not lift it above the threshold again and again.
        Assert.True(noise > 0 || changes > 0);
    });
}
