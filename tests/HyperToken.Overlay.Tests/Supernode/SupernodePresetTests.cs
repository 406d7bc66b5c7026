using HyperToken.Overlay.Supernode;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class SupernodePresetTests
{
    [Fact]
    public void Standard_should_be_the_defaults_and_these_the_seeds()
    {
        Assert.Equal(new SupernodeSettings(), SupernodePreset.Named("standard").Settings);
        var settings = new SupernodeSettings();
        Assert.Equal((TimeSpan.FromHours(1), 500_000, 10), (settings.Minima.MinUptime, settings.Minima.MinBandwidth, settings.Minima.MinConnections));
        Assert.Equal((0.7, 100, 3, 5), (settings.MinScore, settings.MaxLeaves, settings.SupernodesPerLeaf, settings.MeshFanOut));
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300)), (settings.EvaluationInterval, settings.GracePeriod));
    }

    [Fact]
    public void Quick_should_let_a_young_peer_with_one_link_serve()
    {
        var quick = SupernodePreset.Named("quick").Settings;
        var young = new NodeStats(TimeSpan.FromSeconds(6), quick.Bandwidth, 0, 1);
        Assert.True(SupernodeScore.MeetsMinima(young, quick.Minima));
        Assert.True(SupernodeScore.Of(young, quick.Minima) >= quick.MinScore);
        Assert.False(SupernodeScore.MeetsMinima(young, SupernodePreset.Standard.Settings.Minima));
        Assert.Equal(SupernodePreset.Standard.Settings.ElectionDelay, quick.ElectionDelay);
        Assert.Equal(SupernodePreset.Standard.Settings.Minima.MinBandwidth, quick.Minima.MinBandwidth);
    }

    [Fact]
    public void Each_preset_should_be_found_by_its_name()
    {
        Assert.Equal(["standard", "quick"], SupernodePreset.All.Select(preset => preset.Name));
        Assert.All(SupernodePreset.All, preset => Assert.Same(preset, SupernodePreset.Named(preset.Name)));
    }

    [Theory]
    [InlineData("Quick")]
    [InlineData("")]
    [InlineData("slow")]
    public void An_unknown_name_should_be_refused_with_those_there_are(string name)
    {
        var refused = Assert.Throws<UnknownPresetException>(() => SupernodePreset.Named(name));
        Assert.Equal(name, refused.Name);
        Assert.Equal(["standard", "quick"], refused.Allowed);
        Assert.Equal($"'{name}' is no preset; allowed: standard, quick.", refused.Message);
    }
}
