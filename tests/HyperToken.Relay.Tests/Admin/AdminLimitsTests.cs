using System.Net;
using HyperToken.Relay.Admin;

namespace HyperToken.Relay.Tests.Admin;

public sealed class AdminLimitsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task More_requests_than_allowed_at_once_are_refused_and_later_ones_answered()
    {
        var begun = new SemaphoreSlim(0);
        var end = new TaskCompletionSource();
        var slow = new TestQuery("slow", async _ =>
        {
            begun.Release();
            await end.Task;
            return new { Done = true };
        });
        await using var server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0") with { MaxRequests = 2 }, [slow, TestQuery.Echo()]);
        using var client = new AdminClient(server);
        Task<System.Text.Json.JsonElement>[] answers = [client.AnswerAsync("/admin/slow"), client.AnswerAsync("/admin/slow")];
        Assert.True(await begun.WaitAsync(Patience) && await begun.WaitAsync(Patience));

        var refusal = await client.RefusalAsync("/admin/echo");
        end.SetResult();
        await Task.WhenAll(answers);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2 requests are being answered already"), refusal);
        Assert.Equal("", (await client.AnswerAsync("/admin/echo")).GetProperty("saidBefore").GetString());
    }

    [Fact]
    public async Task What_makes_other_peers_work_is_answered_so_often_and_the_rest_is_not_held_up_by_it()
    {
        var asked = 0;
        var costly = new TestQuery("costly", _ => Task.FromResult<object>(new { Asked = Interlocked.Increment(ref asked) })) { AsksOthers = true };
        await using var server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0") with { LookupsPerSecond = 1 }, [costly, TestQuery.Echo()]);
        using var client = new AdminClient(server);

        var statuses = new List<HttpStatusCode>();
        var start = DateTime.UtcNow;
        while (!statuses.Contains(HttpStatusCode.TooManyRequests) && DateTime.UtcNow - start < Patience)
        {
            using var response = await client.SendAsync("/admin/costly");
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], statuses[..2]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(statuses.Count - 1, asked);
        await client.AnswerAsync("/admin/echo");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up()
    {
        var never = new TestQuery("never", _ => new TaskCompletionSource<object>().Task);
        await using var server = await AdminServer.StartAsync(
            AdminSettings.Parse("127.0.0.1:0") with { AnswerTimeout = TimeSpan.FromMilliseconds(50) }, [never]);
        using var client = new AdminClient(server);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "the peer did not answer in time"), await client.RefusalAsync("/admin/never"));
    }

    [Fact]
    public async Task An_answer_that_fails_says_so_and_the_next_is_given()
    {
        var broken = new TestQuery("broken", _ => throw new InvalidOperationException("the disk is full"));
        await using var server = await AdminServer.StartAsync(AdminSettings.Parse("127.0.0.1:0"), [broken, TestQuery.Echo()]);
        using var client = new AdminClient(server);

        Assert.Equal((HttpStatusCode.InternalServerError, "the answer failed: the disk is full"), await client.RefusalAsync("/admin/broken"));
        await client.AnswerAsync("/admin/echo");
    }
}
