using System.Net;
using HyperToken.Relay.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HyperToken.Relay.Tests.Admin;

/// <summary>The admin endpoint beside whatever else an application serves.</summary>
public sealed class MapHyperTokenAdminTests
{
    [Fact]
    public async Task It_keeps_to_its_paths_and_its_rules_in_an_application_of_others()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var application = builder.Build();
        using var admin = new AdminEndpoint(AdminSettings.Parse("127.0.0.1:0"), [TestQuery.Echo()]);
        application.MapGet("/health", () => "well");
        application.MapHyperTokenAdmin(admin);
        await application.StartAsync();
        using var client = new AdminClient(new Uri(application.Urls.Single()));

        using var health = await client.SendAsync("/health", headers: ("Host", "app.example"));
        using var metrics = await client.SendAsync("/metrics");

        Assert.Equal("well", await health.Content.ReadAsStringAsync());
        Assert.Equal("there", (await client.AnswerAsync("/admin/echo/there")).GetProperty("saidBefore").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await client.RefusalAsync("/admin/echo", headers: ("Host", "app.example"))).Status);
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
    }

    /// <summary>The application may listen to the world: then it is the endpoint that has to look who asks.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("10.0.0.7")]
    public void Without_a_token_other_machines_are_refused_wherever_the_application_listens(string? from)
    {
        var http = new DefaultHttpContext();
        http.Request.Host = new HostString("127.0.0.1");
        http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);

        Assert.Equal(StatusCodes.Status403Forbidden, new AdminGate(AdminSettings.Parse("127.0.0.1:0")).Refuse(http)!.Status);
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        Assert.Null(new AdminGate(AdminSettings.Parse("127.0.0.1:0")).Refuse(http));
    }
}
