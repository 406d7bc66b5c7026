using System.Net;
using Akka.Actor;
using HyperToken.Overlay.Identity;
using HyperToken.Relay.Admin;

namespace HyperToken.Relay.Tests.Admin;

/// <summary>An admin server of a peer in a small network, over real HTTP.</summary>
public sealed class AdminServerTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("admin");
    private HyperTokenPeer[] _peers = [];
    private AdminServer _server = null!;
    private AdminClient _client = null!;

    public async Task InitializeAsync()
    {
        var extension = HyperTokenExtension.For(_system);
        _peers = [await extension.StartPeerAsync(), await extension.StartPeerAsync(), await extension.StartPeerAsync()];
        await _peers[0].JoinAsync();
        await _peers[1].JoinAsync(_peers[0].Contact);
        await _peers[2].JoinAsync(_peers[0].Contact);
        _server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0"), _peers[0], TestQuery.Echo());
        _client = new AdminClient(_server);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _system.Terminate();
    }

    [Fact]
    public async Task It_listens_on_loopback_where_it_says()
    {
        Assert.Equal(("http", "127.0.0.1"), (_server.Address.Scheme, _server.Address.Host));
        Assert.NotEqual(0, _server.Address.Port);
        Assert.Equal(_peers[0].Id.ToString(), (await _client.AnswerAsync("/admin/peer")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_questions_are_listed()
    {
        var queries = (await _client.AnswerAsync("/admin")).GetProperty("queries").EnumerateArray().ToArray();

        Assert.Equal(["peer", "table", "links", "roles", "stats", "lookup", "echo"], queries.Select(query => query.GetProperty("name").GetString()));
        Assert.Equal("ID", queries[5].GetProperty("argument").GetString());
        Assert.All(queries, query => Assert.NotEmpty(query.GetProperty("does").GetString()!));
    }

    [Theory]
    [InlineData("peer", "contacts")]
    [InlineData("table", "entries")]
    [InlineData("links", "links")]
    [InlineData("roles", "role")]
    [InlineData("stats", "counters")]
    public async Task A_question_about_the_peer_is_answered(string query, string field)
    {
        var answer = await _client.AnswerAsync($"/admin/{query}");

        Assert.Equal(_peers[0].Id.ToString(), answer.GetProperty("id").GetString());
        Assert.True(answer.TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_peer_is_looked_for_by_its_id()
    {
        Assert.True((await _client.AnswerAsync($"/admin/lookup/{_peers[2].Id}")).GetProperty("found").GetBoolean());
        Assert.False((await _client.AnswerAsync($"/admin/lookup/{PeerId.Derive(1, 1)}")).GetProperty("found").GetBoolean());
    }

    [Theory]
    [InlineData("/admin/lookup", HttpStatusCode.BadRequest, "ID is ''")]
    [InlineData("/admin/lookup/abc", HttpStatusCode.BadRequest, "ID is 'abc'")]
    [InlineData("/admin/peer/abc", HttpStatusCode.BadRequest, "'peer' takes nothing more")]
    [InlineData("/admin/clients", HttpStatusCode.NotFound, "'clients' is no question; there are peer, table, links, roles, stats, lookup ID, echo [TEXT]")]
    [InlineData("/admin/a/b/c", HttpStatusCode.NotFound, "/admin lists what can be asked")]
    [InlineData("/", HttpStatusCode.NotFound, "/admin lists what can be asked")]
    public async Task A_question_that_makes_no_sense_is_told_so(string path, HttpStatusCode status, string said)
    {
        var refusal = await _client.RefusalAsync(path);

        Assert.Equal(status, refusal.Status);
        Assert.Contains(said, refusal.Error);
    }

    [Fact]
    public async Task Nothing_can_be_changed()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options])
        {
            using var response = await _client.SendAsync("/admin/peer", method);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal(["GET"], response.Content.Headers.Allow);
        }
    }

    [Fact]
    public async Task A_question_of_another_source_is_answered_beside_those_of_the_peer() =>
        Assert.Equal("grüße an alle", (await _client.AnswerAsync("/admin/echo/gr%C3%BC%C3%9Fe%20an%20alle")).GetProperty("saidBefore").GetString());

    [Fact]
    public async Task Metrics_are_those_of_the_moment()
    {
        await _peers[0].BroadcastAsync("note", new byte[1]);
        await _peers[0].BroadcastAsync("note", new byte[1]);

        using var response = await _client.SendAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains($"hypertoken_broadcast_published_total{{hypertoken_peer_id=\"{_peers[0].Id.ShortId}\"}} 2", lines);
        Assert.Contains($"hypertoken_table_contacts{{hypertoken_peer_id=\"{_peers[0].Id.ShortId}\"}} 2", lines);
        Assert.Contains("# TYPE dotnet_gc_collections_total counter", lines);
        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^1], PrometheusSyntax.Check);
    }

    [Fact]
    public async Task A_peer_that_has_stopped_is_said_to_be_gone()
    {
        await _peers[0].KillAsync();

        var refusal = await _client.RefusalAsync("/admin/table");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.Status);
        Assert.Contains("has stopped", refusal.Error);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_refused_in_words()
    {
        var refused = await Assert.ThrowsAsync<AdminSettingsException>(
            () => AdminServer.StartAsync(AdminSettings.Parse($"127.0.0.1:{_server.Address.Port}"), _peers[0]));

        Assert.Contains("cannot be listened on", refused.Message);
    }

    [Fact]
    public async Task Without_a_token_it_does_not_open_to_other_machines() =>
        await Assert.ThrowsAsync<AdminSettingsException>(
            () => AdminServer.StartAsync(new AdminSettings { Listen = new IPEndPoint(IPAddress.Any, 0) }, _peers[0]));

    [Fact]
    public async Task Closed_it_answers_no_more()
    {
        var other = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0"), _peers[0]);
        using var client = new AdminClient(other);
        await client.AnswerAsync("/admin/peer");

        await other.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.AnswerAsync("/admin/peer"));
    }

    [Fact]
    public async Task Two_questions_cannot_have_one_name() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0"), _peers[0], TestQuery.Echo("peer")));
}
