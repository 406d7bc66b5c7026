using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Tests.Strategy;

public sealed class NetworkSizeSmootherTests
{
    private readonly NetworkSizeSmoother _smoother = new();

    [Fact]
    public void Before_the_first_sample_a_peer_should_be_alone() => Assert.Equal(1, _smoother.Size);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_sample_should_be_taken_as_it_is(bool isExact)
    {
        _smoother.Add(700, isExact);
        Assert.Equal(700, _smoother.Size);
    }

    [Fact]
    public void The_first_estimates_should_count_alike()
    {
        foreach (var sample in new[] { 100, 200, 400 })
            _smoother.Add(sample, isExact: false);

        Assert.Equal(200, _smoother.Size, 6);
    }

    [Fact]
    public void An_error_of_23_percent_should_become_one_of_5()
    {
        var estimates = new NoisyEstimates(7);
        for (var i = 0; i < 20; i++)
            _smoother.Add(estimates.Of(1_000), isExact: false);

        var raw = new List<double>();
        var smoothed = new List<double>();
        for (var i = 0; i < 20_000; i++)
        {
            var sample = estimates.Of(1_000);
            _smoother.Add(sample, isExact: false);
            raw.Add(sample);
            smoothed.Add(_smoother.Size);
        }

        Assert.InRange(Deviation(raw), 220, 250);
        Assert.InRange(Deviation(smoothed), 40, 60);
        Assert.InRange(smoothed.Average(), 950, 1_050);
    }

    [Fact]
    public void A_network_that_doubles_should_have_grown_by_half_after_nine_samples()
    {
        for (var i = 0; i < 100; i++)
            _smoother.Add(1_000, isExact: false);
        for (var i = 0; i < 8; i++)
            _smoother.Add(2_000, isExact: false);

        Assert.True(_smoother.Size < 1_500);
        _smoother.Add(2_000, isExact: false);
        Assert.True(_smoother.Size >= 1_500);
    }

    [Fact]
    public void More_that_were_counted_should_be_believed_at_once_and_fewer_slowly()
    {
        foreach (var count in new[] { 10, 11, 30 })
        {
            _smoother.Add(count, isExact: true);
            Assert.Equal(count, _smoother.Size);
        }

        _smoother.Add(1, isExact: true);
        Assert.InRange(_smoother.Size, 20, 30);
        for (var i = 0; i < 60; i++)
            _smoother.Add(1, isExact: true);

        Assert.InRange(_smoother.Size, 1, 1.01);
    }

    [Fact]
    public void A_peer_that_has_joined_a_large_network_should_not_think_long_that_it_is_small()
    {
        for (var i = 1; i <= 20; i++)
            _smoother.Add(i, isExact: true);

        _smoother.Add(10_000, isExact: false);
        Assert.Equal(10_000, _smoother.Size);
    }

    [Fact]
    public void An_estimate_beside_a_count_should_move_it_little()
    {
        _smoother.Add(40, isExact: true);
        _smoother.Add(70, isExact: false);
        Assert.InRange(_smoother.Size, 40, 43);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MinValue)]
    public void Nobody_should_count_as_the_peer_itself(int sample)
    {
        _smoother.Add(sample, isExact: false);
        _smoother.Add(sample, isExact: true);
        Assert.Equal(1, _smoother.Size);
    }

    [Fact]
    public void The_largest_there_is_should_be_borne()
    {
        for (var i = 0; i < 100; i++)
            _smoother.Add(i % 2 == 0 ? int.MaxValue : 1, isExact: i % 3 == 0);

        Assert.InRange(_smoother.Size, 1, int.MaxValue);
    }

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
