using System.Net;
using System.Net.Sockets;
using System.Text;
using HyperToken.Relay.Admin;

namespace HyperToken.Relay.Tests.Admin;

/// <summary>Who is answered, over real HTTP.</summary>
public sealed class AdminGateTests
{
    private const string Token = "correct-horse-battery";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:9100")]
    [InlineData("[::1]:9100")]
    public async Task On_loopback_the_names_of_this_machine_are_answered(string host)
    {
        await using var server = await StartAsync();
        using var client = new AdminClient(server);

        using var response = await client.SendAsync("/admin/echo", headers: ("Host", host));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("attacker.example:9100")]
    [InlineData("localhost.attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("127.0.0.2")]
    public async Task On_loopback_a_name_that_was_made_to_point_there_is_refused(string host)
    {
        await using var server = await StartAsync();
        using var client = new AdminClient(server);

        var refusal = await client.RefusalAsync("/admin/echo", headers: ("Host", host));

        Assert.Equal(HttpStatusCode.Forbidden, refusal.Status);
        Assert.Contains("localhost, 127.0.0.1 or [::1]", refusal.Error);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "http://localhost.attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task On_loopback_pages_of_other_sites_are_refused(string header, string value)
    {
        await using var server = await StartAsync();
        using var client = new AdminClient(server);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.RefusalAsync("/admin/echo", headers: (header, value))).Status);
    }

    [Theory]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Origin", "http://[::1]:3000")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task On_loopback_pages_of_this_machine_are_answered(string header, string value)
    {
        await using var server = await StartAsync();
        using var client = new AdminClient(server);

        using var response = await client.SendAsync("/admin/echo", headers: (header, value));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_request_without_a_host_is_refused()
    {
        await using var server = await StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await socket.GetStream().WriteAsync("GET /admin/echo HTTP/1.0\r\n\r\n"u8.ToArray());

        using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 403 ", await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("0.0.0.0:0")]
    public async Task With_a_token_who_brings_it_is_answered_and_nobody_else(string listen)
    {
        await using var server = await StartAsync(listen, Token);
        using var client = new AdminClient(server);

        using var answered = await client.SendAsync("/admin/echo", headers: [("Host", "127.0.0.1"), ("Authorization", $"Bearer {Token}")]);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        foreach (var wrong in (string?[])[null, "", Token, "Bearer", "Bearer ", $"Basic {Token}", $"Bearer {Token}x", $"Bearer {Token[..^1]}", $"Bearer {Token.ToUpperInvariant()}"])
        {
            using var refused = await client.SendAsync("/admin/echo", headers: wrong is null ? [("Host", "127.0.0.1")] : [("Host", "127.0.0.1"), ("Authorization", wrong)]);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Bearer", Assert.Single(refused.Headers.WwwAuthenticate).Scheme);
        }
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/nothing")]
    [InlineData("/metrics")]
    [InlineData("/nowhere")]
    public async Task Without_the_token_nothing_can_be_learnt_of_what_there_is(string path)
    {
        await using var server = await StartAsync(token: Token);
        using var client = new AdminClient(server);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.RefusalAsync(path)).Status);
    }

    /// <summary>The token keeps strangers out: names are whatever leads there.</summary>
    [Fact]
    public async Task Open_to_other_machines_any_host_is_right_with_the_token()
    {
        await using var server = await StartAsync("0.0.0.0:0", Token);
        using var client = new AdminClient(server);

        using var answered = await client.SendAsync("/admin/echo", headers: [("Host", "peer.example:9100"), ("Authorization", $"Bearer {Token}")]);

        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    private static Task<AdminServer> StartAsync(string listen = "127.0.0.1:0", string? token = null) =>
        AdminServer.StartAsync(AdminSettings.Parse(listen, token), [TestQuery.Echo()]);
}
