using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using HyperToken.Inspection;
using HyperToken.Overlay.Identity;
using HyperToken.Relay.Admin;

namespace HyperToken.Node.Tests.Inspect;

/// <summary>The verb <c>inspect</c> against a real admin endpoint of a peer in a small network.</summary>
[Collection("networks")]
public sealed class InspectTests : IAsyncLifetime
{
    private const string Token = "correct-horse-battery";
    private readonly ActorSystem _system = ActorSystem.Create("inspect");
    private HyperTokenPeer[] _peers = [];
    private AdminServer _server = null!;
    private string _address = "";

    public async Task InitializeAsync()
    {
        var extension = HyperTokenExtension.For(_system);
        _peers = [await extension.StartPeerAsync(), await extension.StartPeerAsync(), await extension.StartPeerAsync()];
        await _peers[0].JoinAsync();
        await _peers[1].JoinAsync(_peers[0].Contact);
        await _peers[2].JoinAsync(_peers[0].Contact);
        _server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0"), _peers[0], new Rooms());
        _address = $"127.0.0.1:{_server.Address.Port}";
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _system.Terminate();
    }

    [Theory]
    [InlineData("peer", "estimatedPeers     3")]
    [InlineData("table", "entries: 2")]
    [InlineData("links", "links: 2")]
    [InlineData("roles", "role            -")]
    [InlineData("stats", "counters:")]
    public async Task An_answer_reads_by_the_names_it_has_in_json(string query, string line)
    {
        var (exitCode, output, error) = await RunAsync(_address, query);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(line, output.Split('\n'));
        Assert.Matches($"(?m)^id +{_peers[0].Id}$", output);
        Assert.DoesNotContain(output.Split('\n'), text => text.EndsWith(' ') || text.Any(char.IsControl));
    }

    [Fact]
    public async Task Json_is_the_answer_itself_on_one_line()
    {
        var (exitCode, output, _) = await RunAsync(_address, "table", "--json");

        Assert.Equal(0, exitCode);
        var table = JsonSerializer.Deserialize<TableView>(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), JsonSerializerOptions.Web)!;
        Assert.Equal(
            _peers[1..].Select(peer => peer.Id.ToString()).Order(), table.Buckets.SelectMany(bucket => bucket.Contacts).Order());
    }

    [Fact]
    public async Task A_lookup_tells_whether_the_peer_is_there_and_succeeds_in_any_case()
    {
        var there = await RunAsync(_address, "lookup", _peers[2].Id.ToString());
        var nobody = await RunAsync(_address, "lookup", PeerId.Derive(1, 1).ToString());

        Assert.Equal((0, 0), (there.ExitCode, nobody.ExitCode));
        Assert.Contains("found      yes", there.Output);
        Assert.Contains("found      no", nobody.Output);
        Assert.Contains("closest: 2", nobody.Output);
    }

    [Fact]
    public async Task Without_a_query_it_lists_what_can_be_asked()
    {
        var (exitCode, output, _) = await RunAsync(_address);

        Assert.Equal(0, exitCode);
        Assert.Matches("(?m)^  lookup +ID +looks for a peer", output);
    }

    [Fact]
    public async Task What_the_process_answers_beyond_a_peers_questions_is_shown_too()
    {
        var (exitCode, output, _) = await RunAsync(_address, "rooms");

        Assert.Equal(0, exitCode);
        Assert.Equal(
            """
            total  2
            rooms: 2
              code    clients
              ------  -------
              ABC·DE        3
              FGH          12
            counters:
              made  2
              0: refused lost

            """,
            output);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/admin")]
    [InlineData("127.0.0.1:{0}/admin/")]
    public async Task The_address_may_be_written_in_several_ways(string url) =>
        Assert.Equal(0, (await RunAsync(string.Format(null, url, _server.Address.Port), "peer")).ExitCode);

    [Fact]
    public async Task What_the_process_refuses_is_an_error_in_its_words()
    {
        var (exitCode, output, error) = await RunAsync(_address, "clients");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("refuses: 'clients' is no question; there are peer, table, links, roles, stats, lookup ID, rooms.", error);
    }

    [Fact]
    public async Task Where_nobody_answers_that_is_said()
    {
        await _server.DisposeAsync();

        var (exitCode, output, error) = await RunAsync(_address, "peer");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches("^hypertoken: nobody answers at http://127.0.0.1:[0-9]+/: Connection refused .*Does the process run, and with --admin\\?\n$", error);
    }

    [Fact]
    public async Task A_token_is_asked_for_and_a_wrong_one_not_accepted()
    {
        await using var server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0", Token), _peers[0]);

        var without = await RunAsync($"{server.Address}", "peer");
        var wrong = await RunAsync($"{server.Address}", "peer", "--token", $"{Token}x");
        var right = await RunAsync($"{server.Address}", "peer", "--token", Token);

        Assert.Equal((1, 1, 0), (without.ExitCode, wrong.ExitCode, right.ExitCode));
        Assert.Contains("requires a token: set HYPERTOKEN_ADMIN_TOKEN, or give --token.", without.Error);
        Assert.Contains("does not accept this token.", wrong.Error);
    }

    [Fact]
    public async Task A_token_is_read_from_the_environment()
    {
        await using var server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0", Token), _peers[0]);
        using var inspect = NodeProcess.StartWith(
            new Dictionary<string, string> { ["HYPERTOKEN_ADMIN_TOKEN"] = Token }, "inspect", $"{server.Address}", "peer", "--json");

        Assert.Equal(0, await inspect.ExitAsync());
        Assert.Equal(_peers[0].Id.ToString(), Assert.Single(inspect.Events).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/elsewhere\r\nContent-Length: 0\r\n\r\n")]
    public async Task What_is_no_admin_endpoint_is_told_from_one(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener, answer);

        var (exitCode, output, error) = await RunAsync($"{listener.LocalEndpoint}", "peer");
        await served;

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("is no admin endpoint: it answers /admin/peer with", error);
    }

    [Fact]
    public async Task Watched_it_asks_again_until_the_answer_fails()
    {
        await using var server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0"), _peers[0]);
        using var output = new WatchedWriter();
        using var error = new StringWriter();
        var running = HyperTokenCommandLine.RunAsync(["inspect", $"{server.Address}", "links", "--json", "--watch", "1"], output, error);
        await output.ShowsAsync("}\n{");
        await server.DisposeAsync();

        Assert.Equal(1, await running);
        Assert.Contains("nobody answers", error.ToString());
        Assert.All(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line));
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await HyperTokenCommandLine.RunAsync(["inspect", .. arguments], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private sealed class Rooms : IInspectionQuery
    {
        public string Name => "rooms";

        public string Does => "the rooms of a relay";

        public Task<object> AnswerAsync(string argument, CancellationToken stop) => Task.FromResult<object>(new
        {
            Total = 2,
            Rooms = new[] { new { Code = "ABC\u001bDE", Clients = 3 }, new { Code = "FGH", Clients = 12 } },
            Counters = new { Made = 2, Refused = 0, Lost = 0 },
        });
    }
}
