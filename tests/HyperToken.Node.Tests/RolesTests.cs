using HyperToken.Node.Up.Commands;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Tests;

/// <summary>Runs of <c>up</c> whose peers have roles.</summary>
[Collection("networks")]
public sealed class RolesTests
{
    private const string Hasty = """
        hypertoken.strategy = supernode
        hypertoken.supernode { min-uptime = 0 s, election-delay = 1 s, heartbeat-interval = 200 ms, evaluation-interval = 200 ms }
        """;

    [Fact]
    public async Task Ready_roles_and_summary_should_tell_supernodes_and_loads()
    {
        var (exitCode, events) = await RunAsync(40, "hello", "/roles", "/roles 3", "/table 3", "/peers", "/stats");

        Assert.Equal(0, exitCode);
        var ready = Assert.IsType<ReadyEvent>(events[0]);
        Assert.Equal(("quick", true), (ready.RoleStart!.Preset, ready.RoleStart.IsSettled));
        Assert.All(
            [ready.Roles!, events.OfType<RolesEvent>().Single().Roles, events.OfType<StatsEvent>().Single().Roles!, events.OfType<SummaryEvent>().Single().Roles!],
            roles =>
            {
                Assert.InRange(roles.Supernodes, 4, 14);
                Assert.Equal(40, roles.Supernodes + roles.Leaves);
                Assert.Equal(roles.Leaves, roles.LeavesBySupernodes.Values.Sum());
            });
        var role = events.OfType<RoleEvent>().Single();
        var table = events.OfType<TableEvent>().Single();
        Assert.Equal(role.Role == "leaf", table.Supernodes is not null);
        Assert.Equal(role.Role == "leaf" ? 0 : 1, Math.Sign(table.Contacts));
        Assert.All(events.OfType<PeersEvent>().Single().Peers, peer => Assert.Contains(peer.Role, (string[])["leaf", "candidate", "supernode"]));
    }

    [Theory]
    [InlineData("/kill supernodes 50%")]
    [InlineData("/kill leaves 50%")]
    public async Task A_kill_of_one_role_should_stop_that_share_of_it_and_the_rest_hear_everything(string kill)
    {
        string[] lines = [.. Enumerable.Range(0, 20).Select(line => $"before {line}"), "/roles", kill, .. Enumerable.Range(0, 20).Select(line => $"after {line}")];
        var (exitCode, events) = await RunAsync(40, lines);

        Assert.Equal(0, exitCode);
        var roles = events.OfType<RolesEvent>().Single().Roles;
        var killed = events.OfType<KillEvent>().Single();
        Assert.Equal((kill.Contains("leaves") ? roles.Leaves : roles.Supernodes) / 2.0, killed.Killed, tolerance: 1.5);
        Assert.Equal(40, killed.Killed + killed.Live);
        Assert.Equal(40, events.OfType<BroadcastEvent>().Count(broadcast => broadcast.IsComplete));
    }

    [Fact]
    public async Task A_kill_now_should_not_wait_and_spare_those_who_publish()
    {
        string[] lines = [.. Enumerable.Range(0, 16).Select(line => $"before {line}"), "/kill leaves 20% now", "after"];
        var (exitCode, events) = await RunAsync(40, lines);

        Assert.Equal(0, exitCode);
        Assert.InRange(events.OfType<KillEvent>().Single().Killed, 1, 8);
        Assert.Equal(17, events.OfType<BroadcastEvent>().Count(broadcast => broadcast.IsComplete));
    }

    private static Task<(int ExitCode, IReadOnlyList<UpEvent> Events)> RunAsync(int peers, params string[] lines) =>
        Run.WithAsync(Hasty, "direct", peers, lines);
}
