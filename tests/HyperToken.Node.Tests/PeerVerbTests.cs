using System.Diagnostics;

namespace HyperToken.Node.Tests;

/// <summary>The verb <c>peer</c>, as processes that reach each other over sockets.</summary>
[Collection("networks")]
public sealed class PeerVerbTests
{
    [Fact]
    public async Task Peers_of_several_processes_should_hear_each_other_and_leave_when_told()
    {
        using var first = NodeProcess.Start("peer", "--listen", "127.0.0.1:0", "--json");
        await first.ShowsAsync("\"event\":\"ready\"");
        var address = Address(first);
        using var second = NodeProcess.Start("peer", "--listen", "127.0.0.1:0", "--join", address, "--json");
        using var third = NodeProcess.Start("peer", "--listen", "127.0.0.1:0", "--join", address);
        await second.ShowsAsync("\"event\":\"joined\"");
        await third.ShowsAsync("joined through 1 seed");

        await first.Input.WriteLineAsync("from the first");
        await second.ShowsAsync("from the first");
        await third.ShowsAsync("from the first");
        await third.Input.WriteLineAsync("from the third");
        await first.ShowsAsync("from the third");
        await second.ShowsAsync("from the third");

        // The end of the input is not the end of the peer.
        second.Input.Close();
        await first.Input.WriteLineAsync("once more");
        await second.ShowsAsync("once more");
        foreach (var node in (NodeProcess[])[first, second, third])
        {
            Signal(node, "TERM");
            Assert.Equal(0, await node.ExitAsync());
        }

        Assert.Equal("left", first.Events[^1].GetProperty("event").GetString());
        Assert.EndsWith("left\n", third.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_seed_that_comes_later_should_be_joined_then()
    {
        using var early = NodeProcess.Start("peer", "--listen", "127.0.0.1:0", "--json");
        await early.ShowsAsync("\"event\":\"ready\"");
        var address = Address(early);
        Signal(early, "TERM");
        await early.ExitAsync();

        using var waiting = NodeProcess.Start("peer", "--listen", "127.0.0.1:0", "--join", address, "--json");
        await waiting.ShowsAsync("\"event\":\"seedFailed\"");
        using var late = NodeProcess.Start("peer", "--listen", new Uri(address).Authority, "--json");
        await waiting.ShowsAsync("\"event\":\"joined\"");
        Signal(waiting, "INT");
        Assert.Equal(0, await waiting.ExitAsync());
    }

    [Fact]
    public async Task A_port_in_use_should_be_told_in_one_line()
    {
        using var first = NodeProcess.Start("peer", "--listen", "127.0.0.1:0", "--json");
        await first.ShowsAsync("\"event\":\"ready\"");
        var taken = new Uri(Address(first)).Authority;
        using var second = await NodeProcess.RunAsync([], "peer", "--listen", taken);

        Assert.Equal(2, second.ExitCode);
        Assert.StartsWith($"hypertoken: --listen {taken} cannot be used: ", Assert.Single(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task A_key_file_should_keep_the_id()
    {
        var path = Path.Combine(Path.GetTempPath(), $"hypertoken-{Guid.NewGuid():N}.key");
        try
        {
            var ids = new List<string>();
            for (var i = 0; i < 2; i++)
            {
                using var node = NodeProcess.Start("peer", "--listen", "127.0.0.1:0", "--key", path, "--json");
                await node.ShowsAsync("\"event\":\"ready\"");
                ids.Add(node.Events[0].GetProperty("id").GetString()!);
                Signal(node, "TERM");
                await node.ExitAsync();
            }

            Assert.Equal(ids[0], ids[1]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Address(NodeProcess node) => node.Events[0].GetProperty("address").GetString()!;

    private static void Signal(NodeProcess node, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{node.Id}"]);
        kill.WaitForExit();
    }
}
