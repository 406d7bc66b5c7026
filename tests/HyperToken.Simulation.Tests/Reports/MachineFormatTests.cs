using System.Text.Json;
using HyperToken.Simulation.Reports;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Reports;

public sealed class MachineFormatTests
{
    private static readonly string Expected =
        """
        {"topology":"kademlia","plan":"tree","build":"protocol","peers":1000,"seed":7,"broadcasts":20,"deliveryRate":0.9999,
        "deliveredWithin":{"1s":0.99,"2s":0.9999,"3s":0.9999,"10s":0.9999,"13s":0.9999,"30s":0.9999},"unexplainedMisses":2,"deliveredTwice":0,
        "copiesPerPeer":19.75,"payloadsSentPerPeer":20,"repairPayloadsPerPeer":0.125,"controlFramesPerPeer":0.5,
        "controlByKind":{"ack":0.25,"offer":0.125,"have":0.0625,"want":0.0625,"serve":0,"done":0,"fetch":0},
        "digestFramesPerPeer":0.25,"messagesPerPeer":20.5,"bytesPerPeer":8000,
        "payloadBytesPerPeer":7900,"controlBytesPerPeer":100,"digestBytesPerPeer":50,
        "forwardLoad":{"gini":0.125,"maxOverMean":1.5},"connections":{"min":60,"avg":139.5,"max":240},
        "contacts":{"min":40,"avg":90.5,"max":120},"hops":{"avg":3.25,"max":6},
        "latencyMs":{"p50":150,"p90":210,"p99":260,"max":310},"lookups":null,"roles":null,"events":12345678,"loopSeconds":9.5,
        "wallSeconds":11.25,"eventsPerSecond":1299545,"peakMemoryBytes":419430400,"traceHash":"0123456789abcdef"}
        """.ReplaceLineEndings("");

    private static readonly SimulationResult WithLookups = Sample.Result() with
    {
        Lookups = new LookupFigures(500, 21.5, 3.25, 1, 0.995),
        Roles = new RoleFigures(34, 0.875, 1.25),
    };

    [Fact]
    public void The_json_is_one_array_with_the_fields_in_their_order()
    {
        Assert.Equal($"[\n{Expected},\n{Expected}\n]\n", ResultsJson.Format([Sample.Result(), Sample.Result()]));
    }

    [Fact]
    public void No_results_are_an_empty_array() => Assert.Equal("[]\n", ResultsJson.Format([]));

    [Fact]
    public void Lookups_have_their_figures() => Assert.Contains(
        """
        "lookups":{"count":500,"queriesAvg":21.5,"roundsAvg":3.25,"closestFoundRate":1,"recall":0.995},
        """,
        ResultsJson.Format([WithLookups]));

    [Fact]
    public void A_stopped_run_says_so_and_has_null_for_what_it_has_not()
    {
        var json = ResultsJson.Format([Sample.Stopped()]);

        Assert.EndsWith("\"traceHash\":\"0123456789abcdef\",\"partial\":true}\n]\n", json);
        Assert.Contains("\"deliveryRate\":null,\"deliveredWithin\":null,", json);
        Assert.Contains("\"forwardLoad\":null,", json);
        Assert.Contains("\"latencyMs\":null,", json);
    }

    [Fact]
    public void The_csv_has_the_same_values_under_the_same_names_joined()
    {
        using var json = JsonDocument.Parse(ResultsJson.Format([WithLookups with { Case = "loss" }]));
        var leaves = Leaves("", json.RootElement[0]).ToList();

        var lines = ResultsCsv.Format([WithLookups with { Case = "loss" }]).Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.Equal([.. leaves.Select(leaf => leaf.Name), "partial"], lines[0].Split(','));
        Assert.Equal([.. leaves.Select(leaf => leaf.Value), "false"], lines[1].Split(','));
        Assert.Empty(lines[2]);
    }

    [Fact]
    public void What_a_scenario_calls_a_run_is_quoted_in_the_csv_where_it_has_to_be()
    {
        var lines = ResultsCsv.Format([Sample.Result() with { Case = "links, \"ten\" at once" }]).Split('\n');

        Assert.StartsWith("\"links, \"\"ten\"\" at once\",kademlia,", lines[1]);
    }

    [Fact]
    public void In_the_csv_what_a_stopped_run_has_not_is_empty()
    {
        var lines = ResultsCsv.Format([Sample.Stopped()]).Split('\n');

        Assert.Equal(lines[0].Split(',').Length, lines[1].Split(',').Length);
        Assert.StartsWith(",kademlia,tree,protocol,1000,7,0,,,,,,,,2,0,,", lines[1]);
        Assert.EndsWith(",true", lines[1]);
    }

    private static IEnumerable<(string Name, string Value)> Leaves(string prefix, JsonElement element)
    {
        foreach (var field in element.EnumerateObject())
        {
            var name = prefix.Length == 0 ? field.Name : prefix + char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var leaf in Leaves(name, field.Value))
                    yield return leaf;
            }
            else
            {
                yield return (name, field.Value.ToString());
            }
        }
    }
}
