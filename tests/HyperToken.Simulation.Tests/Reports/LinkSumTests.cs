using HyperToken.Simulation.Reports;

namespace HyperToken.Simulation.Tests.Reports;

public sealed class LinkSumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5.4)]
    [InlineData(20)]
    public void So_many_links_as_fit_have_that_percentile(double links) =>
        Assert.Equal(links, LinkSum.LinksWithin(LinkSum.P99Of(links)), 9);

    [Fact]
    public void Five_links_take_275_ms_on_average_and_410_at_the_99th_percentile()
    {
        Assert.Equal(275, LinkSum.MeanOf(5));
        Assert.InRange(LinkSum.P99Of(5), 409, 411);
    }
}
