using System.Text.Json;
using HyperToken.Overlay.Identity;

namespace HyperToken.Node.Tests.Inspect;

/// <summary>Two processes: a network, and one that looks into it.</summary>
[Collection("networks")]
public sealed class UpAdminTests
{
    private const string Token = "correct-horse-battery";

    [Fact]
    public async Task A_run_can_be_looked_into_at_any_of_its_peers()
    {
        using var up = NodeProcess.Start("up", "--json", "--peers", "10", "--seed", "1", "--admin", "127.0.0.1:0");
        await up.ShowsAsync("\"ready\"");
        var address = up.Events[0].GetProperty("admin").GetString()!;

        Assert.Equal(PeerId.Derive(1, 0).ToString(), (await InspectAsync(address, "peer")).GetProperty("id").GetString());
        Assert.Equal(PeerId.Derive(1, 3).ToString(), (await InspectAsync(address, "table", "3")).GetProperty("id").GetString());
        Assert.Equal(PeerId.Derive(1, 4).ToString(), (await InspectAsync(address, "links", PeerId.Derive(1, 4).ToString()[..12])).GetProperty("id").GetString());
        Assert.Equal(10, (await InspectAsync(address, "peers")).GetProperty("peers").GetArrayLength());
        Assert.True((await InspectAsync(address, "lookup", PeerId.Derive(1, 5).ToString())).GetProperty("found").GetBoolean());
        using var unknown = await NodeProcess.RunAsync([], "inspect", address, "table", "99");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("no live peer has index 99", unknown.Error);

        using var http = new HttpClient();
        Assert.Contains($"hypertoken_link_open{{hypertoken_peer_id=\"{PeerId.Derive(1, 0).ShortId}\"}} ", await http.GetStringAsync(new Uri($"{address}metrics")));

        up.Input.Close();
        Assert.Equal(0, await up.ExitAsync());
        using var gone = await NodeProcess.RunAsync([], "inspect", address, "peer");
        Assert.Equal(1, gone.ExitCode);
    }

    [Fact]
    public async Task A_token_is_read_from_a_file()
    {
        using var file = new TemporaryFile($"{Token}\n");
        using var up = NodeProcess.Start("up", "--json", "--peers", "2", "--admin", "127.0.0.1:0", "--admin-token-file", file.Path);
        await up.ShowsAsync("\"ready\"");
        var address = up.Events[0].GetProperty("admin").GetString()!;

        using var without = await NodeProcess.RunAsync([], "inspect", address, "peer");
        using var with = await NodeProcess.RunAsync([], "inspect", address, "peer", "--token", Token);

        Assert.Equal((1, 0), (without.ExitCode, with.ExitCode));
        up.Input.Close();
        Assert.Equal(0, await up.ExitAsync());
    }

    [Fact]
    public async Task An_address_that_is_taken_ends_the_run_with_one_line()
    {
        using var up = NodeProcess.Start("up", "--json", "--peers", "2", "--admin", "127.0.0.1:0");
        await up.ShowsAsync("\"ready\"");
        var port = new Uri(up.Events[0].GetProperty("admin").GetString()!).Port;

        using var second = await NodeProcess.RunAsync([], "up", "--json", "--peers", "2", "--admin", $"127.0.0.1:{port}");

        Assert.Equal(2, second.ExitCode);
        Assert.Contains($"--admin: 127.0.0.1:{port} cannot be listened on", Assert.Single(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        up.Input.Close();
        Assert.Equal(0, await up.ExitAsync());
    }

    private static async Task<JsonElement> InspectAsync(string address, params string[] query)
    {
        using var inspect = await NodeProcess.RunAsync([], ["inspect", address, .. query, "--json"]);
        Assert.Equal((0, ""), (inspect.ExitCode, inspect.Error));
        return Assert.Single(inspect.Events);
    }
}
