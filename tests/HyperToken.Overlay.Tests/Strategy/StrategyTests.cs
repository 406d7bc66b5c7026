using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Tests.Strategy;

public sealed class StrategyTests
{
    [Theory]
    [InlineData(1, true, RoutingStrategy.Naive)]
    [InlineData(49, true, RoutingStrategy.Naive)]
    [InlineData(50, true, RoutingStrategy.Supernode)]
    [InlineData(50, false, RoutingStrategy.Kademlia)]
    [InlineData(99, true, RoutingStrategy.Supernode)]
    [InlineData(100, true, RoutingStrategy.Kademlia)]
    [InlineData(1_000_000, false, RoutingStrategy.Kademlia)]
    public void The_strategy_should_suit_the_size_of_the_network(int peers, bool hasStableNodes, RoutingStrategy expected) =>
        Assert.Equal(expected, new StrategyThresholds().Choose(peers, hasStableNodes));

    [Fact]
    public void Every_strategy_should_have_a_plan() =>
        Assert.All(Enum.GetValues<RoutingStrategy>(), strategy => Assert.True(Enum.IsDefined(StrategyPlans.DefaultPlan(strategy))));

    [Fact]
    public void A_plan_and_its_bit_should_belong_together()
    {
        Assert.Equal(PlanSet.Naive, (PlanSet)(1 << ((int)BroadcastPlan.Naive - 1)));
        Assert.Equal(PlanSet.Epidemic, (PlanSet)(1 << ((int)BroadcastPlan.Epidemic - 1)));
    }
}
