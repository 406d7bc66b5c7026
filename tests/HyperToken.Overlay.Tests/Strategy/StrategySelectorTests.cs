using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Tests.Strategy;

public sealed class StrategySelectorTests
{
    private static readonly AutoSettings Settings = new();
    private readonly StrategySelector _selector = new(Settings);
    private readonly List<RoutingStrategy> _changes = [];
    private Instant _now;

    [Fact]
    public void A_peer_alone_should_be_naive()
    {
        Assert.Equal(RoutingStrategy.Naive, _selector.Current);
        Exact(1);
        Assert.Equal([], _changes);
    }

    [Theory]
    [InlineData(64, RoutingStrategy.Naive)]
    [InlineData(66, RoutingStrategy.Supernode)]
    [InlineData(129, RoutingStrategy.Supernode)]
    [InlineData(131, RoutingStrategy.Kademlia)]
    [InlineData(1_000_000, RoutingStrategy.Kademlia)]
    public void An_estimate_should_cross_upward_at_the_threshold_and_the_margin(int size, RoutingStrategy expected)
    {
        Estimated(size);
        Assert.Equal(expected, _selector.Current);
    }

    [Theory]
    [InlineData(78, RoutingStrategy.Kademlia)]
    [InlineData(76, RoutingStrategy.Supernode)]
    [InlineData(39, RoutingStrategy.Supernode)]
    [InlineData(38, RoutingStrategy.Naive)]
    public void A_network_that_shrinks_should_cross_downward_below_the_threshold_without_the_margin(int size, RoutingStrategy expected)
    {
        Estimated(1_000);
        for (var i = 0; i < 200; i++)
            Estimated(size);

        Assert.Equal(expected, _selector.Current);
    }

    [Theory]
    [InlineData(49, RoutingStrategy.Naive)]
    [InlineData(50, RoutingStrategy.Supernode)]
    [InlineData(51, RoutingStrategy.Supernode)]
    [InlineData(99, RoutingStrategy.Supernode)]
    [InlineData(100, RoutingStrategy.Kademlia)]
    public void An_exact_count_should_cross_upward_at_the_threshold_itself(int size, RoutingStrategy expected)
    {
        for (var i = 0; i < 100; i++)
            Exact(size);

        Assert.Equal(expected, _selector.Current);
    }

    [Fact]
    public void An_exact_count_that_goes_back_and_forth_around_a_threshold_should_change_once()
    {
        for (var i = 0; i < 10_000; i++)
            Exact(49 + (i % 3));

        Assert.Equal([RoutingStrategy.Supernode], _changes);
    }

    [Fact]
    public void An_exact_count_should_decide_where_estimates_were_higher()
    {
        for (var i = 0; i < 20; i++)
            Estimated(60);
        Exact(45);
        Assert.Equal([], _changes);
    }

    [Fact]
    public void A_strategy_should_be_kept_for_the_dwell_time()
    {
        Exact(50);
        for (var second = 1; second < 30; second++)
        {
            Exact(100);
            Assert.Equal(RoutingStrategy.Supernode, _selector.Current);
        }

        Exact(100);
        Assert.Equal([RoutingStrategy.Supernode, RoutingStrategy.Kademlia], _changes);
    }

    [Fact]
    public void A_moment_in_which_all_contacts_are_lost_should_change_nothing()
    {
        Estimated(500);
        for (var i = 0; i < 60; i++)
            Estimated(500);
        for (var i = 0; i < 3; i++)
            Exact(1 + i);
        for (var i = 0; i < 60; i++)
            Estimated(500);

        Assert.Equal([RoutingStrategy.Kademlia], _changes);
    }

    [Fact]
    public void A_middle_network_without_stable_nodes_should_use_kademlia_and_back_only_when_it_is_small()
    {
        Estimated(70, hasStableNodes: false);
        Assert.Equal(RoutingStrategy.Kademlia, _selector.Current);
        for (var i = 0; i < 100; i++)
            Estimated(45, hasStableNodes: false);
        Assert.Equal(RoutingStrategy.Kademlia, _selector.Current);
        for (var i = 0; i < 100; i++)
            Estimated(36, hasStableNodes: false);
        Assert.Equal([RoutingStrategy.Kademlia, RoutingStrategy.Naive], _changes);
    }

    [Theory]
    [InlineData(60, RoutingStrategy.Kademlia)]
    [InlineData(44, RoutingStrategy.Naive)]
    public void Supernodes_that_cannot_be_had_any_more_should_be_given_up_after_the_dwell_time(int size, RoutingStrategy expected)
    {
        Estimated(70);
        for (var i = 0; i < 100; i++)
            Estimated(size);
        Assert.Equal([RoutingStrategy.Supernode], _changes);

        for (var second = 0; second < 30; second++)
            Estimated(size, hasStableNodes: false);
        Assert.Equal([RoutingStrategy.Supernode], _changes);

        Estimated(size, hasStableNodes: false);
        Assert.Equal([RoutingStrategy.Supernode, expected], _changes);
    }

    [Fact]
    public void Stable_nodes_that_come_and_go_for_moments_should_change_nothing()
    {
        Estimated(70);
        for (var i = 0; i < 10_000; i++)
            Estimated(70, hasStableNodes: i % 29 == 0);

        Assert.Equal([RoutingStrategy.Supernode], _changes);
    }

    [Fact]
    public void The_settings_should_be_heeded()
    {
        var selector = new StrategySelector(new AutoSettings
        {
            Thresholds = new StrategyThresholds(4, 8),
            Hysteresis = 0,
            Dwell = TimeSpan.Zero,
        });
        Assert.True(selector.Sample(4, isExact: false, hasStableNodes: true, _now));
        Assert.Equal(RoutingStrategy.Supernode, selector.Current);
        Assert.True(selector.Sample(20, isExact: false, hasStableNodes: true, _now));
        Assert.Equal(RoutingStrategy.Kademlia, selector.Current);
        Assert.Equal(9, selector.NetworkSize);
    }

    private void Exact(int size) => Sample(size, isExact: true, hasStableNodes: true);

    private void Estimated(int size, bool hasStableNodes = true) => Sample(size, isExact: false, hasStableNodes);

    private void Sample(int size, bool isExact, bool hasStableNodes)
    {
        if (_selector.Sample(size, isExact, hasStableNodes, _now))
            _changes.Add(_selector.Current);

        _now += Settings.SampleInterval;
    }
}
