using HyperToken.Simulation.Engine;

namespace HyperToken.Simulation.Tests.Engine;

public sealed class DrawTests
{
    /// <summary>The same on every machine, for good: runs are named by their seeds.</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x238275BC38FCBE91UL)]
    [InlineData(1UL, 0UL, 0UL, 0x44E5B98100C67FB0UL)]
    [InlineData(7UL, 123UL, 456UL, 0x9D1022BD625BF88FUL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x595B17F487C0E71BUL)]
    public void What_is_drawn_is_the_same_on_every_machine(ulong seed, ulong a, ulong b, ulong expected) =>
        Assert.Equal(expected, Draw.Bits(seed, a, b));

    [Fact]
    public void The_number_of_a_word_is_the_same_on_every_machine()
    {
        Assert.Equal(14695981039346656037UL, Draw.Salt(""));
        Assert.Equal(0xAF63DC4C8601EC8CUL, Draw.Salt("a"));
        Assert.NotEqual(Draw.Salt("link"), Draw.Salt("frame"));
    }

    [Fact]
    public void Every_argument_counts_and_so_does_their_order()
    {
        ulong[] drawn = [Draw.Bits(1, 2, 3), Draw.Bits(2, 1, 3), Draw.Bits(1, 3, 2), Draw.Bits(3, 2, 1), Draw.Bits(0, 2, 3), Draw.Bits(1, 0, 3), Draw.Bits(1, 2, 0)];
        Assert.Distinct(drawn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1_000_003)]
    [InlineData(long.MaxValue)]
    public void A_number_below_a_bound_stays_below_it(long bound)
    {
        Assert.Equal(0, Draw.Below(0, bound));
        Assert.Equal(bound - 1, Draw.Below(ulong.MaxValue, bound));
        for (var i = 0UL; i < 1_000; i++)
            Assert.InRange(Draw.Below(Draw.Mix(i), bound), 0, bound - 1);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void So_many_draws_stay_below_a_threshold_as_its_probability_says(double probability)
    {
        const int Count = 100_000;
        var below = Enumerable.Range(0, Count).Count(i => Draw.Bits(5, 6, (ulong)i) < Draw.Threshold(probability));

        // Five standard deviations.
        var tolerance = 5 * Math.Sqrt(probability * (1 - probability) / Count);
        Assert.InRange((double)below / Count, probability - tolerance, probability + tolerance);
    }
}
