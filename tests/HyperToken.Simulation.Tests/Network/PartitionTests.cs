using HyperToken.Overlay;
using HyperToken.Simulation.Network;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Tests.Network;

public sealed class PartitionTests
{
    private const int Peers = 2_000;
    private static readonly PartitionOptions Options = new(0.3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
    private static readonly Instant Begin = Instant.Zero + TimeSpan.FromSeconds(100);
    private static readonly Instant During = Begin + TimeSpan.FromSeconds(3);

    [Fact]
    public void Between_the_two_sides_nothing_passes_and_within_each_everything()
    {
        var partition = Started(Options);
        var isInPart = PartOf(partition);
        Assert.InRange(isInPart.Count(part => part), 500, 700);
        for (var i = 0; i < Peers; i++)
        {
            var other = (i * 7) % Peers;
            Assert.Equal(isInPart[i] == isInPart[other], partition.Passes(i, other, During));
        }
    }

    [Fact]
    public void A_one_way_partition_lets_in_and_not_out()
    {
        var twoWay = Started(Options);
        var oneWay = Started(Options with { IsOneWay = true });
        var isInPart = PartOf(twoWay);
        for (var i = 0; i < Peers; i++)
        {
            var other = (i * 7) % Peers;
            Assert.Equal(!isInPart[i] || isInPart[other], oneWay.Passes(i, other, During));
        }
    }

    [Fact]
    public void It_begins_and_heals_at_its_time_after_the_first_broadcast()
    {
        var partition = Started(Options);
        var isInPart = PartOf(partition);
        var (inside, outside) = (Array.IndexOf(isInPart, true), Array.IndexOf(isInPart, false));
        var (start, end) = (Begin + Options.Start, Begin + Options.Start + Options.Length);
        Assert.True(partition.Passes(inside, outside, new Instant(start.Micros - 1)));
        Assert.False(partition.Passes(inside, outside, start));
        Assert.False(partition.Passes(outside, inside, new Instant(end.Micros - 1)));
        Assert.True(partition.Passes(outside, inside, end));
    }

    [Fact]
    public void Before_the_first_broadcast_and_once_ended_everything_passes()
    {
        var partition = new Partition(Options, 3);
        Assert.All(Enumerable.Range(0, Peers), i => Assert.True(partition.Passes(0, i, During)));
        partition.BeginAt(Begin);
        partition.End();
        Assert.All(Enumerable.Range(0, Peers), i => Assert.True(partition.Passes(0, i, During)));
    }

    [Fact]
    public void Two_peers_are_separated_only_if_they_are_for_the_whole_time()
    {
        var partition = Started(Options with { IsOneWay = true });
        var isInPart = PartOf(Started(Options));
        var (inside, outside) = (Array.IndexOf(isInPart, true), Array.IndexOf(isInPart, false));
        var (start, end) = (Begin + Options.Start, Begin + Options.Start + Options.Length);
        Assert.True(partition.Separates(inside, outside, start, end));
        Assert.False(partition.Separates(inside, outside, new Instant(start.Micros - 1), end));
        Assert.False(partition.Separates(inside, outside, start, new Instant(end.Micros + 1)));
        Assert.False(partition.Separates(outside, inside, start, end));
        Assert.False(partition.Separates(inside, inside, start, end));
    }

    private static Partition Started(PartitionOptions options)
    {
        var partition = new Partition(options, 3);
        partition.BeginAt(Begin);
        return partition;
    }

    /// <summary>Who is on the smaller side, found by asking.</summary>
    private static bool[] PartOf(Partition partition)
    {
        var withFirst = Enumerable.Range(0, Peers).Select(i => partition.Passes(0, i, During)).ToArray();
        return withFirst.Count(same => same) < Peers / 2 ? withFirst : [.. withFirst.Select(same => !same)];
    }
}
