using FsCheck.Xunit;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 200)]
public sealed class RandomSourceTests
{
    [Fact]
    public void The_numbers_of_a_seed_should_never_change()
    {
        // The first outputs of SplitMix64 for seed 1234567, as in its reference implementation.
        var random = new RandomSource(1234567);
        Assert.Equal(6457827717110365317UL, random.NextBits());
        Assert.Equal(3203168211198807973UL, random.NextBits());
        Assert.Equal(9817491932198370423UL, random.NextBits());
        Assert.Equal(4593380528125082431UL, random.NextBits());
        Assert.Equal(16408922859458223821UL, random.NextBits());
    }

    [Property]
    public void A_number_should_lie_in_its_range(ulong seed, int max)
    {
        var bound = Math.Max(1, Math.Abs(max % 100_000));
        var random = new RandomSource(seed);
        for (var i = 0; i < 50; i++)
            Assert.InRange(random.Next(bound), 0, bound - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_empty_range_should_be_refused(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSource(1).Next(bound));

    [Fact]
    public void The_largest_range_should_work() => Assert.InRange(new RandomSource(1).Next(int.MaxValue), 0, int.MaxValue - 1);

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(256)]
    public void Numbers_should_be_roughly_uniform(int bound)
    {
        const int PerValue = 2000;
        var random = new RandomSource(42);
        var counts = new int[bound];
        for (var i = 0; i < bound * PerValue; i++)
            counts[random.Next(bound)]++;

        // Five standard deviations.
        Assert.All(counts, count => Assert.InRange(count, PerValue - 225, PerValue + 225));
    }

    [Property]
    public void Shuffle_should_be_a_permutation(ulong seed, int[] items)
    {
        var shuffled = (int[])items.Clone();
        new RandomSource(seed).Shuffle<int>(shuffled);
        Assert.Equal(items.Order(), shuffled.Order());
    }

    [Fact]
    public void Every_order_should_be_equally_likely()
    {
        var random = new RandomSource(8);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            char[] letters = ['a', 'b', 'c', 'd'];
            random.Shuffle<char>(letters);
            var order = new string(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 840, 1160));
    }

    [Fact]
    public void A_fork_should_go_its_own_way()
    {
        var random = new RandomSource(1);
        var fork = random.Fork();
        var numbers = Enumerable.Range(0, 1000).SelectMany(_ => new[] { random.NextBits(), fork.NextBits() });
        Assert.Equal(2000, numbers.Distinct().Count());
    }
}
