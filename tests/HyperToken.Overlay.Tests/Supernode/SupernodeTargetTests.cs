using HyperToken.Overlay.Supernode;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class SupernodeTargetTests
{
    private static readonly SupernodeSettings Settings = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(25, 5)]
    [InlineData(26, 6)]
    [InlineData(100, 10)]
    [InlineData(1_000, 32)]
    [InlineData(4_900, 70)]
    [InlineData(4_970, 71)]
    [InlineData(10_000, 143)]
    [InlineData(100_000, 1_429)]
    public void The_target_should_be_the_most_of_the_three_and_no_more_than_there_are(int peers, int target) =>
        Assert.Equal(target, SupernodeTarget.Of(peers, Settings));

    [Fact]
    public void The_settings_should_be_heeded()
    {
        Assert.Equal(1, SupernodeTarget.Of(1, Settings with { MinSupernodes = 1 }));
        Assert.Equal(50, SupernodeTarget.Of(1_000, Settings with { LeavesPerSupernode = 20 }));
        Assert.Equal(200, SupernodeTarget.Of(1_000, Settings with { MinSupernodes = 200 }));
        Assert.Equal(int.MaxValue, SupernodeTarget.Of(int.MaxValue, Settings with { LeavesPerSupernode = 1 }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_network_of_nobody_should_be_refused(int peers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SupernodeTarget.Of(peers, Settings));

    [Fact]
    public void Leaves_should_find_room_at_the_target_with_three_in_ten_supernodes_gone()
    {
        foreach (var peers in new[] { 100, 1_000, 10_000, 100_000 })
            Assert.True(SupernodeTarget.Of(peers, Settings) * 0.7 * Settings.MaxLeaves >= peers);
    }
}
