using System.Diagnostics;
using System.Text.Json;

namespace HyperToken.Node.Tests;

[Collection("networks")]
public sealed class ExecutableTests
{
    private static readonly string[] Json = ["up", "--json", "--seed", "1"];

    [Fact]
    public async Task Lines_of_a_pipe_should_each_reach_everybody()
    {
        using var node = await NodeProcess.RunAsync(Enumerable.Range(1, 50).Select(i => $"{i}"), [.. Json, "--peers", "40"]);

        Assert.Equal(0, node.ExitCode);
        Assert.DoesNotContain(node.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("joining: ", StringComparison.Ordinal));
        var events = node.Events;
        Assert.Equal(52, events.Length);
        Assert.Equal("ready", Name(events[0]));
        Assert.Equal(40, events[0].GetProperty("peers").GetInt32());
        Assert.Contains(events[0].GetProperty("engine").GetString(), (string[])["inprocess", "packages"]);
        Assert.All(events[1..^1], broadcast => Assert.Equal(("broadcast", 39, 39), Reach(broadcast)));
        Assert.Equal("summary", Name(events[^1]));
        Assert.Equal(50, events[^1].GetProperty("broadcasts").GetInt32());
        Assert.Equal(1, events[^1].GetProperty("deliveryRate").GetDouble());
    }

    [Fact]
    public async Task The_naive_strategy_should_reach_everybody_too()
    {
        using var node = await NodeProcess.RunAsync(
            Enumerable.Range(1, 20).Select(i => $"{i}"), [.. Json, "--peers", "30", "--strategy", "naive"]);

        Assert.Equal(0, node.ExitCode);
        Assert.Equal(22, node.Events.Length);
        Assert.All(node.Events[1..^1], broadcast => Assert.Equal(("broadcast", 29, 29), Reach(broadcast)));
    }

    [Fact]
    public async Task A_script_should_find_everybody_before_and_after_a_loss_and_reach_the_survivors()
    {
        using var node = await NodeProcess.RunAsync(
            ["/lookup random 100", "/kill 30%", "/maintain", "/lookup random 100", "hello"], [.. Json, "--peers", "40"]);

        Assert.Equal(0, node.ExitCode);
        var events = node.Events;
        Assert.Equal(["ready", "lookup", "kill", "maintain", "lookup", "broadcast", "summary"], events.Select(Name));
        Assert.Equal(1, events[1].GetProperty("foundRate").GetDouble());
        Assert.Equal(28, events[2].GetProperty("live").GetInt32());
        Assert.Equal(1, events[4].GetProperty("foundRate").GetDouble());
        Assert.Equal(("broadcast", 27, 27), Reach(events[5]));
    }

    [Fact]
    public async Task Lines_of_a_file_should_be_read_in_place_of_stdin()
    {
        using var file = new TemporaryFile("one\n/help\ntwo\n");
        using var node = NodeProcess.Start([.. Json, "--peers", "10", "--input", file.Path]);

        Assert.Equal(0, await node.ExitAsync());
        Assert.Equal(["ready", "broadcast", "help", "broadcast", "summary"], node.Events.Select(Name));
    }

    [Fact]
    public async Task In_a_pipe_text_should_hold_no_control_characters()
    {
        using var node = await NodeProcess.RunAsync(["hello", "escape \u001b[31m", "/peers"], "up", "--peers", "10");

        Assert.Equal(0, node.ExitCode);
        Assert.Contains("ready: 10 peers", node.Output);
        Assert.Contains("delivered \"hello\"", node.Output);
        Assert.Contains("summary: 2 broadcasts, 100 % delivered", node.Output);
        Assert.All(node.Output.Split('\n'), line => Assert.DoesNotContain(line, char.IsControl));
    }

    [Fact]
    public async Task What_does_not_reach_everybody_should_cost_exit_code_1()
    {
        using var config = new TemporaryFile(
            "hypertoken.broadcast { plan = epidemic, repair { active-for = 0 s, window-interval = 1 h } }");
        using var node = await NodeProcess.RunAsync(["hello"], [.. Json, "--peers", "12", "--k", "2", "--ttl", "1", "--config", config.Path]);

        Assert.Equal(1, node.ExitCode);
        var broadcast = node.Events.Single(happened => Name(happened) == "broadcast");
        Assert.Equal(11, broadcast.GetProperty("expected").GetInt32());
        Assert.InRange(broadcast.GetProperty("delivered").GetInt32(), 1, 2);
        Assert.True(node.Events[^1].GetProperty("deliveryRate").GetDouble() < 1);
    }

    [Fact]
    public async Task An_unknown_command_should_be_an_error_object_and_cost_exit_code_1()
    {
        using var node = await NodeProcess.RunAsync(["/dance"], [.. Json, "--peers", "3"]);

        Assert.Equal(1, node.ExitCode);
        Assert.Equal(["ready", "error", "summary"], node.Events.Select(Name));
        Assert.Contains("/lookup ID|random N", node.Events[1].GetProperty("message").GetString());
    }

    [Fact]
    public async Task Wrong_usage_should_cost_exit_code_2_and_say_so_on_stderr_alone()
    {
        using var node = await NodeProcess.RunAsync([], "up", "--peers", "0", "--json");

        Assert.Equal(2, node.ExitCode);
        Assert.Empty(node.Output);
        Assert.Single(node.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_actor_systems_log_should_go_to_stderr_whatever_a_file_says()
    {
        using var config = new TemporaryFile("akka { loglevel = DEBUG, stdout-loglevel = DEBUG, log-config-on-start = on }");
        using var node = await NodeProcess.RunAsync(["hello"], [.. Json, "--peers", "3", "--config", config.Path]);

        Assert.Equal(0, node.ExitCode);
        Assert.Equal(["ready", "broadcast", "summary"], node.Events.Select(Name));
    }

    [Fact]
    public async Task Slow_joining_should_be_seen_on_stderr()
    {
        using var node = await NodeProcess.RunAsync([], [.. Json, "--peers", "4", "--join-rate", "1"]);

        Assert.Equal(0, node.ExitCode);
        Assert.Contains("of 4 peers", node.Error);
        Assert.Equal(["ready", "summary"], node.Events.Select(Name));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_should_end_the_run_in_order(string signal)
    {
        // Windows has no such signals to send to one process.
        if (OperatingSystem.IsWindows())
            return;

        using var node = NodeProcess.Start([.. Json, "--peers", "10"]);
        await node.Input.WriteLineAsync("hello");
        await node.Input.FlushAsync();
        await node.ShowsAsync("\"broadcast\"");

        using (var kill = Process.Start("kill", [$"-{signal}", $"{node.Id}"]))
            await kill.WaitForExitAsync();

        Assert.Equal(0, await node.ExitAsync());
        Assert.Equal(["ready", "broadcast", "summary"], node.Events.Select(Name));
    }

    private static string? Name(JsonElement happened) => happened.GetProperty("event").GetString();

    private static (string? Name, int Delivered, int Expected) Reach(JsonElement broadcast) =>
        (Name(broadcast), broadcast.GetProperty("delivered").GetInt32(), broadcast.GetProperty("expected").GetInt32());
}
