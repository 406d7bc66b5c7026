using HyperToken.Overlay;
using HyperToken.Simulation.Network;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Tests.Network;

public sealed class LinkModelTests
{
    private static readonly SimulationOptions Options = new() { Seed = 11 };

    [Theory]
    [InlineData(LatencyScope.Link, 9_500, 105_000)]
    [InlineData(LatencyScope.Frame, 10_000, 100_000)]
    public void Uniform_latencies_fill_their_bounds_and_link_ones_their_jitter(LatencyScope scope, long min, long max)
    {
        var model = new LinkModel(Options with { LatencyScope = scope });
        Assert.Equal(min, model.MinMicros);
        var drawn = Enumerable.Range(0, 50_000).Select(i => Micros(model, i % 200, 200 + (i % 173), (uint)i)).ToArray();
        Assert.All(drawn, micros => Assert.InRange(micros, min, max));
        Assert.InRange(drawn.Min(), min, min * 1.1);
        Assert.InRange(drawn.Max(), max * 0.95, max);
        Assert.InRange(drawn.Average(), 53_000, 57_000);
    }

    [Fact]
    public void Frames_of_one_link_differ_by_five_percent_either_way()
    {
        var model = new LinkModel(Options);
        for (var link = 0; link < 20; link++)
        {
            var drawn = Enumerable.Range(0, 2_000).Select(i => (double)Micros(model, link, 99, (uint)i)).ToArray();
            var middle = (drawn.Min() + drawn.Max()) / 2;
            Assert.InRange(drawn.Min() / middle, 0.949, 0.952);
            Assert.InRange(drawn.Max() / middle, 1.048, 1.051);
        }
    }

    [Fact]
    public void A_link_is_as_long_in_one_direction_as_in_the_other()
    {
        var model = new LinkModel(Options);
        for (var link = 0; link < 20; link++)
        {
            var there = Enumerable.Range(0, 500).Average(i => Micros(model, link, 99, (uint)i));
            var back = Enumerable.Range(0, 500).Average(i => Micros(model, 99, link, (uint)i));
            Assert.InRange(there / back, 0.99, 1.01);
        }
    }

    [Fact]
    public void Fresh_latencies_do_not_depend_on_the_link()
    {
        var model = new LinkModel(Options with { LatencyScope = LatencyScope.Frame });
        var drawn = Enumerable.Range(0, 2_000).Select(i => Micros(model, 1, 2, (uint)i)).ToArray();
        Assert.InRange(drawn.Min(), 10_000, 11_000);
        Assert.InRange(drawn.Max(), 99_000, 100_000);
    }

    [Fact]
    public void A_frame_of_the_same_number_travels_the_same_time_whenever_it_is_asked_for()
    {
        var one = new LinkModel(Options);
        var other = new LinkModel(Options);
        for (var i = 999; i >= 0; i--)
            Micros(other, i % 7, 50, (uint)i);

        Assert.All(Enumerable.Range(0, 1_000), i => Assert.Equal(Micros(one, i % 7, 50, (uint)i), Micros(other, i % 7, 50, (uint)i)));
        var otherSeed = new LinkModel(Options with { Seed = 12 });
        Assert.Contains(Enumerable.Range(0, 10), i => Micros(one, i, 50, 0) != Micros(otherSeed, i, 50, 0));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.99)]
    public void So_many_frames_get_lost_as_the_options_say(double loss)
    {
        const int Count = 100_000;
        var model = new LinkModel(Options with { Loss = loss });
        var lost = Enumerable.Range(0, Count).Count(i => !model.TryTravel(i % 10, 10 + (i % 13), (uint)i, Instant.Zero, out _));
        var tolerance = 5 * Math.Sqrt(loss * (1 - loss) / Count);
        Assert.InRange((double)lost / Count, loss - tolerance, loss + tolerance);
    }

    [Fact]
    public void Whether_a_frame_gets_lost_does_not_depend_on_how_long_others_travel()
    {
        var model = new LinkModel(Options with { Loss = 0.5, LatencyScope = LatencyScope.Frame });
        var arrived = Enumerable.Range(0, 20_000).Where(i => model.TryTravel(1, 2, (uint)i, Instant.Zero, out _)).Average(i => Micros(model, 1, 2, (uint)i));
        Assert.InRange(arrived, 54_000, 56_000);
    }

    [Fact]
    public void After_the_faults_nothing_gets_lost()
    {
        var options = Options with { Loss = 0.5, Partition = new PartitionOptions(0.5, TimeSpan.Zero, TimeSpan.FromHours(1)) };
        var model = new LinkModel(options);
        model.Partition!.BeginAt(Instant.Zero);
        model.EndFaults();
        Assert.All(Enumerable.Range(0, 1_000), i => Assert.True(model.TryTravel(i % 30, 30 + (i % 7), (uint)i, new Instant(1), out _)));
    }

    [Fact]
    public void What_is_sent_to_or_by_a_slow_peer_travels_longer()
    {
        var slow = new LinkModel(Options with { SlowPeers = new SlowPeerOptions(0.2, 7.5) });
        var usual = new LinkModel(Options);
        var slowPeers = Enumerable.Range(0, 2_000).Where(peer => Enumerable.Range(5_000, 12).All(other => Ratio(peer, other) > 2)).ToArray();
        Assert.InRange(slowPeers.Length, 310, 490);
        var isSlow = slowPeers.ToHashSet();
        for (var peer = 0; peer < 1_999; peer++)
        {
            var expected = isSlow.Contains(peer) || isSlow.Contains(peer + 1) ? 7.5 : 1;
            Assert.InRange(Ratio(peer, peer + 1), expected - 0.01, expected + 0.01);
            Assert.InRange(Ratio(peer + 1, peer), expected - 0.01, expected + 0.01);
        }

        double Ratio(int from, int to) => (double)Micros(slow, from, to, 1) / Micros(usual, from, to, 1);
    }

    [Fact]
    public void Log_normal_latencies_have_their_median_and_stay_in_their_bounds()
    {
        var model = new LinkModel(Options with { Latency = new LogNormalLatency(TimeSpan.FromMilliseconds(40), 1.5) });
        var drawn = Enumerable.Range(0, 20_001).Select(i => Micros(model, i, i + 1, 1)).Order().ToArray();
        Assert.InRange(drawn[10_000], 38_000, 42_000);
        Assert.InRange(drawn[0], model.MinMicros, 2_000);
        Assert.InRange(drawn[^1], 3_000_000, 63_000_000);
    }

    [Fact]
    public void Regions_are_as_far_apart_as_the_matrix_says_in_both_directions()
    {
        var model = new LinkModel(Options with { Latency = RegionLatency.World, LatencyScope = LatencyScope.Frame });
        var middles = RegionLatency.World.Milliseconds.SelectMany(row => row).Distinct().Select(milliseconds => milliseconds * 1000).ToArray();
        for (var pair = 0; pair < 200; pair++)
        {
            var there = Enumerable.Range(0, 300).Select(i => Micros(model, pair, pair + 500, (uint)i)).ToArray();
            var back = Enumerable.Range(0, 300).Select(i => Micros(model, pair + 500, pair, (uint)i)).ToArray();
            Assert.Contains(middles, middle => there.All(micros => micros >= middle * 0.9 && micros <= middle * 1.1));
            Assert.InRange(there.Average() / back.Average(), 0.97, 1.03);
        }

        // Every pair of regions occurs.
        var found = Enumerable.Range(0, 2_000).Select(pair => Enumerable.Range(0, 50).Average(i => Micros(model, pair, pair + 5_000, (uint)i))).ToArray();
        Assert.All(middles, middle => Assert.Contains(found, average => average > middle * 0.95 && average < middle * 1.05));
    }

    [Fact]
    public void Nothing_travels_less_than_the_window_the_loop_steps_by()
    {
        LatencyOptions[] kinds =
        [
            new UniformLatency(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(3)),
            new UniformLatency(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)),
            new LogNormalLatency(TimeSpan.FromMilliseconds(5), 2),
            RegionLatency.World,
        ];
        foreach (var latency in kinds)
        {
            foreach (var scope in Enum.GetValues<LatencyScope>())
            {
                var model = new LinkModel(Options with { Latency = latency, LatencyScope = scope });
                Assert.True(model.MinMicros >= 1_000);
                Assert.All(Enumerable.Range(0, 20_000), i => Assert.True(Micros(model, i % 100, 100 + (i % 99), (uint)i) >= model.MinMicros));
            }
        }
    }

    private static long Micros(LinkModel model, int sender, int receiver, uint sequence) => model.Travel(sender, receiver, sequence);
}
