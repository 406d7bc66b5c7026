using System.Globalization;
using System.Xml.Linq;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Reports.Plots;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Reports;

public sealed class PlotTests
{
    private static readonly SimulationResult[] Batch =
        [Sample.Result(100, Topology.Naive), Sample.Result(100), Sample.Result(1_000), Sample.Result(10_000)];

    [Theory]
    [InlineData("connections.svg", "Connections per peer")]
    [InlineData("messages.svg", "Messages per peer and broadcast")]
    [InlineData("latency.svg", "Latency of delivery")]
    [InlineData("delivery.svg", "Delivery")]
    public void Each_plot_is_an_svg_with_title_and_legend(string file, string title)
    {
        var texts = Texts(Draw(Batch)[file]);

        Assert.Contains(title, texts);
        Assert.Contains(texts, text => text.StartsWith("naive", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.StartsWith("kademlia", StringComparison.Ordinal));
    }

    [Fact]
    public void Sizes_of_networks_are_labelled_on_the_axis()
    {
        var texts = Texts(Draw(Batch)["connections.svg"]);

        Assert.All((string[])["100", "1,000", "10,000", "peers in the network", "connections"], label => Assert.Contains(label, texts));
    }

    [Fact]
    public void Latencies_are_drawn_run_by_run()
    {
        var texts = Texts(Draw(Batch)["latency.svg"]);

        Assert.All((string[])["naive, 100 peers", "kademlia, 100 peers", "kademlia, 1,000 peers", "kademlia, 10,000 peers", "milliseconds"], label => Assert.Contains(label, texts));
    }

    [Fact]
    public void One_run_is_enough_for_plots() => Assert.Equal(4, Draw([Sample.Result()]).Count);

    [Fact]
    public void One_peer_alone_has_no_delivery_to_draw()
    {
        var alone = Sample.Stopped(1) with { IsPartial = false, Connections = new MinAvgMax(0, 0, 0) };

        Assert.Equal(["connections.svg"], Draw([alone]).Keys);
    }

    [Fact]
    public void Stopped_runs_are_left_out() => Assert.Empty(Draw([Sample.Result() with { IsPartial = true }]));

    [Fact]
    public void Runs_of_the_same_size_are_averaged_and_the_plot_says_so() =>
        Assert.Contains(Texts(Draw([Sample.Result(), Sample.Result()])["messages.svg"]), text => text.EndsWith("runs of the same size averaged", StringComparison.Ordinal));

    [Fact]
    public void No_text_runs_out_of_the_picture()
    {
        SimulationResult[] many = [.. Enumerable.Range(1, 12).Select(i => Sample.Result(i * 1_000_000))];

        foreach (var text in Draw(many).Values.SelectMany(svg => Elements(svg, "text")))
        {
            var place = text.Attribute("transform")?.Value.Split('(', ',', ')', ' ');
            if (place is not ["translate", var x, var y, ..])
                continue;

            Assert.InRange(double.Parse(x, CultureInfo.InvariantCulture), 0, 860);
            Assert.InRange(double.Parse(y, CultureInfo.InvariantCulture), 0, 520);
        }
    }

    private static Dictionary<string, string> Draw(params SimulationResult[] results) => ResultPlots.Draw(results).ToDictionary();

    private static List<string> Texts(string svg) => [.. Elements(svg, "text").Select(text => text.Value)];

    private static IEnumerable<XElement> Elements(string svg, string name)
    {
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        return root.Descendants().Where(element => element.Name.LocalName == name);
    }
}
