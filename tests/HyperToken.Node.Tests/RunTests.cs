using HyperToken.Node.Up.Commands;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Tests;

[Collection("networks")]
public sealed class RunTests
{
    [Fact]
    public async Task Every_line_should_reach_everybody_and_be_reported()
    {
        var (exitCode, events) = await Run.OfAsync(30, [.. Enumerable.Range(1, 40).Select(i => $"line {i}")]);

        Assert.Equal(0, exitCode);
        Assert.IsType<ReadyEvent>(events[0]);
        var broadcasts = events.OfType<BroadcastEvent>().ToArray();
        Assert.Equal(40, broadcasts.Length);
        Assert.All(broadcasts, broadcast =>
        {
            Assert.Equal(29, broadcast.Delivered);
            Assert.Equal(29, broadcast.Expected);
            Assert.True(broadcast.CopiesPerPeer >= 1);
            Assert.True(broadcast.LatencyMs.P50 <= broadcast.LatencyMs.P99 && broadcast.LatencyMs.P99 <= broadcast.LatencyMs.Max);
        });
        var summary = Assert.IsType<SummaryEvent>(events[^1]);
        Assert.Equal(40, summary.Broadcasts);
        Assert.Equal(1, summary.DeliveryRate);
        Assert.True(summary.CopiesPerPeer >= 1);
        Assert.True(summary.DeliveriesPerSecond > 0);
        Assert.Equal(2 + 40, events.Count);
    }

    [Fact]
    public async Task Every_line_should_reach_everybody_through_pipes_too_and_the_links_say_what_they_carried()
    {
        var (exitCode, events) = await Run.WithAsync("", "pipe", 20, [.. Enumerable.Range(1, 20).Select(i => $"line {i}"), "/stats", "/links 3"]);

        Assert.Equal(0, exitCode);
        Assert.All(events.OfType<BroadcastEvent>(), broadcast => Assert.Equal(19, broadcast.Delivered));
        var links = Assert.Single(events.OfType<StatsEvent>()).Links;
        Assert.True(links.FramesIn >= 20 * 19);
        Assert.True(links.BytesOut > links.FramesOut);
        Assert.Equal(0, links.Dropped);
        var ofThird = Assert.Single(events.OfType<LinksEvent>());
        Assert.Equal(3, ofThird.Index);
        Assert.Equal(19, ofThird.Links.Count);
        Assert.All(ofThird.Links, link => Assert.True(link.FramesIn > 0 && link.FramesOut > 0));
    }

    /// <summary>Every second line or so finds the peer busy, and is published all the same.</summary>
    [Theory]
    [InlineData("direct")]
    [InlineData("pipe")]
    public async Task No_line_should_be_lost_because_a_peer_is_busy(string links)
    {
        var (exitCode, events) = await Run.WithAsync(
            "hypertoken { publish.max-waiting = 0, link.queue-frames = 2 }", links, 2, [.. Enumerable.Range(1, 100).Select(i => $"line {i}")]);

        Assert.Equal(0, exitCode);
        Assert.Equal(100, events.OfType<BroadcastEvent>().Sum(broadcast => broadcast.Delivered));
    }

    [Fact]
    public async Task Bytes_should_be_those_of_utf_8()
    {
        var (_, events) = await Run.OfAsync(2, "grüße");

        Assert.Equal(7, Assert.Single(events.OfType<BroadcastEvent>()).Bytes);
    }

    [Fact]
    public async Task The_same_seed_should_choose_the_same_publishers()
    {
        var (_, first) = await Run.OfAsync(10, "/quit");
        string[][] origins = [await OriginsAsync(), await OriginsAsync()];

        Assert.Equal(origins[0], origins[1]);
        Assert.True(origins[0].Distinct().Count() > 1);
        Assert.IsType<QuitEvent>(first[1]);

        static async Task<string[]> OriginsAsync()
        {
            // Commands in between keep the reports in the order of the lines.
            var (_, events) = await Run.OfAsync(10, [.. Enumerable.Range(1, 8).SelectMany(i => (string[])[$"{i}", "/help"])]);
            return [.. events.OfType<BroadcastEvent>().Select(broadcast => broadcast.Origin)];
        }
    }

    [Fact]
    public async Task A_command_should_wait_for_the_broadcasts_before_it()
    {
        var (_, events) = await Run.OfAsync(20, "1", "2", "3", "/help", "4");

        Assert.Equal(
            ["ready", "broadcast", "broadcast", "broadcast", "help", "broadcast", "summary"], events.Select(happened => happened.Event));
    }

    [Fact]
    public async Task What_follows_quit_should_not_be_done()
    {
        var (exitCode, events) = await Run.OfAsync(2, "/quit", "too late");

        Assert.Equal(0, exitCode);
        Assert.Equal(["ready", "quit", "summary"], events.Select(happened => happened.Event));
    }

    [Fact]
    public async Task A_single_peer_should_have_nobody_to_reach()
    {
        var (exitCode, events) = await Run.OfAsync(1, "alone");

        Assert.Equal(0, exitCode);
        var broadcast = Assert.Single(events.OfType<BroadcastEvent>());
        Assert.Equal((0, 0, 0d), (broadcast.Delivered, broadcast.Expected, broadcast.CopiesPerPeer));
        Assert.Equal(new Latency(null, null, null), broadcast.LatencyMs);
    }

    [Fact]
    public async Task A_line_too_long_to_broadcast_should_be_an_error_and_the_run_should_go_on()
    {
        var (exitCode, events) = await Run.OfAsync(3, new string('x', (1 << 20) + 1), "short");

        Assert.Equal(1, exitCode);
        Assert.Contains("not broadcast", Assert.Single(events.OfType<ErrorEvent>()).Message);
        Assert.Equal(2, Assert.Single(events.OfType<BroadcastEvent>()).Delivered);
    }

    [Fact]
    public async Task A_run_stopped_early_should_still_sum_up()
    {
        await using var output = new Up.Output.JsonOutput(new StringWriter(), TextWriter.Null);
        var exitCode = await new Up.UpRun(Run.Settings(50), new Up.Input.LineReader(TextReader.Null), output)
            .RunAsync(new CancellationToken(canceled: true));

        Assert.Equal(1, exitCode);
    }
}
