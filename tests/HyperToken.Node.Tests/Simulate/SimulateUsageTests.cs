namespace HyperToken.Node.Tests.Simulate;

public sealed class SimulateUsageTests
{
    [Theory]
    [InlineData("sideways", "'sideways'")]
    [InlineData("--sideways", "'--sideways'")]
    [InlineData("--peers", "--peers")]
    [InlineData("--peers 0", "--peers is '0'; allowed: a whole number from 1 to 10000000")]
    [InlineData("--peers 1000000000", "--peers is '1000000000'; allowed: a whole number from 1 to 10000000")]
    [InlineData("--peers 10,,20", "--peers is ''")]
    [InlineData("--peers many", "--peers is 'many'")]
    [InlineData("--peers 3 --peers 4", "--peers")]
    [InlineData("--peers 5001 --topology naive", "--peers is '5001' with topology naive")]
    [InlineData("--topology ring", "--topology is 'ring'; allowed: naive, kademlia, supernode, hybrid")]
    [InlineData("--plan tree --topology naive", "--plan tree chooses among table entries")]
    [InlineData("--plan supernode", "--plan supernode needs leaves and supernodes, which topology kademlia has not")]
    [InlineData("--plan tree --topology supernode", "--plan tree knows no leaves, which topology supernode has")]
    [InlineData("--plan tree --topology hybrid", "--plan tree knows no leaves, which topology hybrid has")]
    [InlineData("--build warm --topology supernode", "--build warm tables have no roles, which topology supernode has")]
    [InlineData("--plan naive", "--plan naive needs the links of a full mesh")]
    [InlineData("--plan epidemic --topology naive", "--plan epidemic chooses among table entries")]
    [InlineData("--build fast", "--build is 'fast'; allowed: protocol, warm")]
    [InlineData("--broadcasts -1", "--broadcasts is '-1'; allowed: a whole number from 0 to 100000")]
    [InlineData("--rate 0", "--rate is '0'; allowed: a number from 0.001 to 100000")]
    [InlineData("--size 1048577", "--size is '1048577'")]
    [InlineData("--latency 100..10", "--latency is '100..10'; allowed: MIN..MAX of 1 to 60000 ms")]
    [InlineData("--latency-model peer", "--latency-model is 'peer'; allowed: link, frame")]
    [InlineData("--loss -1", "--loss is '-1'; allowed: a number from 0 to 0.99")]
    [InlineData("--loss 1", "--loss is '1'; allowed: a number from 0 to 0.99")]
    [InlineData("--bandwidth 0", "--bandwidth is '0'")]
    [InlineData("--dial-cost maybe", "--dial-cost is 'maybe'; allowed: true or false")]
    [InlineData("--max-links 7", "--max-links is '7'; allowed: a whole number from 8 to 65536, or none")]
    [InlineData("--crash 1", "--crash is '1'")]
    [InlineData("--crash-window 5", "--crash-window is '5'; allowed: A..B in ms")]
    [InlineData("--crash-before --crash-window 0..5", "--crash-window is after the first broadcast, and crashBefore before it")]
    [InlineData("--crash 0.1 --crash-window 0..5000 --duration 4", "--duration is '4', and peers crash until 5 s")]
    [InlineData("--partition 0.5", "--partition is '0.5'; allowed: P@START+LENGTH[,oneway]")]
    [InlineData("--churn 0.5", "--churn is '0.5'; allowed: SESSION[,DOWNTIME[,SHAPE]]")]
    [InlineData("--slow 0.1@0", "--slow is '0.1@0'; allowed: P@FACTOR")]
    [InlineData("--settle 101", "--settle is '101'")]
    [InlineData("--lookups -1", "--lookups is '-1'")]
    [InlineData("--stale 1", "--stale is '1'")]
    [InlineData("--k 0", "--k is '0'; allowed: a whole number from 1 to 255")]
    [InlineData("--alpha 33", "--alpha is '33'; allowed: a whole number from 1 to 32")]
    [InlineData("--ttl 256", "--ttl is '256'; allowed: a whole number from 1 to 255")]
    [InlineData("--seed -1", "--seed is '-1'")]
    [InlineData("--threads 0", "--threads is '0'; allowed: a whole number from 1 to 64")]
    [InlineData("--duration 0", "--duration is '0'")]
    [InlineData("--json --csv", "--json and --csv both want standard output")]
    [InlineData("--scenario no-such-file.json", "--scenario no-such-file.json: it cannot be read")]
    [InlineData("--scenario seed-batch --plan naive", "--scenario seed-batch, run 1: plan naive needs the links of a full mesh")]
    public async Task Wrong_usage_costs_exit_code_2_and_one_line(string arguments, string said) =>
        Assert.Contains(said, await RefusedAsync(arguments.Split(' ')));

    [Theory]
    [InlineData("{ \"peers\": 10", "it is not JSON, from line 1")]
    [InlineData("[ {}, { \"los\": 0.1 } ]", "run 2: los is not known; known are peers,")]
    [InlineData("{ \"loss\": -0.1 }", "run 1: loss is '-0.1'; allowed: a number from 0 to 0.99")]
    [InlineData("{ \"peers\": \"10\" }", "run 1: peers is the text '10'; allowed: a whole number from 1 to 10000000")]
    [InlineData("{ \"loss\": 0.1, \"loss\": 0.2 }", "run 1: loss is given twice")]
    public async Task A_wrong_scenario_file_costs_exit_code_2_and_one_line_with_file_run_and_field(string json, string said)
    {
        using var file = new TemporaryFile(json);

        var line = await RefusedAsync("--scenario", file.Path, "--json");

        Assert.Contains($"--scenario {file.Path}", line);
        Assert.Contains(said, line);
    }

    [Fact]
    public async Task Wrong_usage_writes_no_plots()
    {
        using var folder = new TemporaryFolder();
        var plots = Path.Combine(folder.Path, "plots");

        await RefusedAsync("--plot", plots, "--peers", "0");

        Assert.False(Directory.Exists(plots));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused_before_anything_is_run()
    {
        using var file = new TemporaryFile("");

        Assert.Contains($"--plot {file.Path} cannot be written", await RefusedAsync("--plot", file.Path));
    }

    /// <summary>Nothing is run, nothing is on stdout, and one line on stderr: that line.</summary>
    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        var simulator = new FakeSimulator();
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await HyperTokenCommandLine.RunAsync(["simulate", .. arguments], output, error, simulator.Run);

        Assert.Equal(2, exitCode);
        Assert.Empty(simulator.Runs);
        Assert.Empty(output.ToString());
        var line = Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("hypertoken: ", line);
        return line;
    }
}
