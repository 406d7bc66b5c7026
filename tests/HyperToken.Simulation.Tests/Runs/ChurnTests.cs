using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Runs;

public sealed class ChurnTests
{
    private static readonly Instant Start = Instant.Zero + TimeSpan.FromSeconds(100);
    private static readonly Instant Until = Start + TimeSpan.FromHours(1);
    private static readonly ChurnOptions Options = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));

    [Fact]
    public void Absences_follow_each_other_and_the_first_session_is_under_way()
    {
        var schedule = new ChurnSchedule(Options, 1);
        for (var peer = 0; peer < 200; peer++)
        {
            var last = Start;
            foreach (var (leaves, returns) in schedule.AbsencesOf(peer, Start, Until))
            {
                Assert.True(last < leaves && leaves <= returns && leaves < Until);
                last = returns;
            }
        }
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(1)]
    [InlineData(3)]
    public void Peers_are_away_for_the_share_of_time_that_the_means_say(double shape)
    {
        var schedule = new ChurnSchedule(Options with { Shape = shape }, 1);
        var away = Enumerable.Range(0, 2_000).Average(peer => schedule
            .AbsencesOf(peer, Start, Until)
            .Sum(absence => (Instant.Min(absence.Returns, Until) - absence.Leaves) / (Until - Start)));
        Assert.InRange(away, 0.24, 0.26);
    }

    [Fact]
    public void Peers_leave_at_a_steady_rate_from_the_first_moment_on()
    {
        // Exponential sessions have no memory: of 10,000 peers, 10,000 ÷ 30 leave in the first second as in any other.
        var schedule = new ChurnSchedule(Options with { MeanDowntime = TimeSpan.Zero }, 1);
        var leaving = new int[10];
        for (var peer = 0; peer < 10_000; peer++)
        {
            foreach (var (leaves, _) in schedule.AbsencesOf(peer, Start, Start + TimeSpan.FromSeconds(10)))
                leaving[(int)(leaves - Start).TotalSeconds]++;
        }

        Assert.All(leaving, count => Assert.InRange(count, 333 - 92, 333 + 92));
    }

    [Fact]
    public void A_peer_is_up_when_it_is_not_away()
    {
        var schedule = new ChurnSchedule(Options, 7);
        for (var peer = 0; peer < 50; peer++)
        {
            var absences = schedule.AbsencesOf(peer, Start, Until).ToArray();
            for (var second = 0; second < 600; second += 7)
            {
                var at = Start + TimeSpan.FromSeconds(second);
                var (join, isUp) = (TimeSpan.FromSeconds(5), !absences.Any(absence => absence.Leaves <= at && at < absence.Returns));
                var hasJoined = !absences.Any(absence => absence.Leaves <= at && at < absence.Returns + join);
                Assert.Equal(isUp, schedule.IsUp(peer, Start, at, TimeSpan.Zero));
                Assert.Equal(hasJoined, schedule.IsUp(peer, Start, at, join));
            }

            Assert.False(schedule.IsUp(peer, Start, absences[0].Leaves, TimeSpan.Zero));
            Assert.True(schedule.IsUp(peer, Start, absences[0].Returns, TimeSpan.Zero));
        }
    }

    [Fact]
    public void A_schedule_follows_from_the_seed_and_the_peer_alone()
    {
        var (one, other) = (new ChurnSchedule(Options, 3), new ChurnSchedule(Options, 3));
        var backwards = Enumerable.Range(0, 20).Reverse().ToDictionary(peer => peer, peer => other.AbsencesOf(peer, Start, Until).ToArray());
        Assert.All(Enumerable.Range(0, 20), peer => Assert.Equal(one.AbsencesOf(peer, Start, Until), backwards[peer]));
        Assert.NotEqual(one.AbsencesOf(1, Start, Until), one.AbsencesOf(2, Start, Until));
        Assert.NotEqual(one.AbsencesOf(1, Start, Until), new ChurnSchedule(Options, 4).AbsencesOf(1, Start, Until));

        // A later end changes nothing before it.
        Assert.Equal(one.AbsencesOf(5, Start, Until), one.AbsencesOf(5, Start, Until + TimeSpan.FromHours(1)).TakeWhile(absence => absence.Leaves < Until));
    }

    [Fact]
    public void Whoever_comes_back_knows_a_few_others_that_were_up_at_the_start()
    {
        Contact[] contacts = [.. Enumerable.Range(0, 40).Select(i => new Contact(PeerId.Derive(1, (ulong)i)))];
        int[] up = [.. Enumerable.Range(0, 20)];
        var schedule = new ChurnSchedule(Options, 1);
        for (var peer = 0; peer < 20; peer++)
        {
            var seeds = schedule.SeedsOf(peer, 1, up, contacts);
            Assert.Equal(ChurnSchedule.Seeds, seeds.Length);
            Assert.Distinct(seeds);
            Assert.All(seeds, seed => Assert.InRange(Array.IndexOf(contacts, seed), 0, 19));
            Assert.DoesNotContain(contacts[peer], seeds);
        }

        Assert.NotEqual(schedule.SeedsOf(3, 1, up, contacts), schedule.SeedsOf(3, 2, up, contacts));
        Assert.Empty(schedule.SeedsOf(3, 1, [3], contacts));
        Assert.Equal([contacts[4]], schedule.SeedsOf(3, 1, [3, 4], contacts));
    }

    [Fact]
    public void Peers_that_come_back_join_again_and_get_what_is_sent_later()
    {
        var options = Fault.Quiet with { Churn = new ChurnOptions(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)), Broadcasts = 30, Rate = 1 };
        var run = new SimulationRun(options, null, default);
        var result = run.Run();
        Assert.Equal(30, result.Broadcasts);
        var returned = run.World.Alive.Where(peer => peer.UpSince > run.FirstBroadcast + TimeSpan.FromSeconds(1)).ToArray();
        Assert.InRange(returned.Length, 20, 60);
        Assert.True(result.Contacts.Avg > 20);
        Assert.True(result.DeliveryRate > 0.97);
        var traffic = run.World.Workers.Select(worker => worker.Traffic).ToArray();
        Assert.Equal(0, traffic.Sum(sum => sum.DeliveredTwice));

        // Before it came back a peer cannot have got anything that counts; what others got late, it may get from them.
        var log = run.World.Deliveries!;
        Assert.All(returned, peer => Assert.All(
            Enumerable.Range(0, 30).Where(number => log.Micros(peer.Index, number) != 0),
            number => Assert.True(log.PublishedAt(number) + TimeSpan.FromMicroseconds(log.Micros(peer.Index, number)) > peer.UpSince)));
    }

    [Fact]
    public void A_broadcast_comes_from_somebody_who_is_up_and_is_not_made_while_all_are_down()
    {
        var options = Fault.Quiet with { Peers = 8, Broadcasts = 60, Rate = 1, Churn = new ChurnOptions(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)) };
        var run = new SimulationRun(options, null, default);
        var result = run.Run();
        Assert.InRange(result.Broadcasts, 1, 59);

        var schedule = new ChurnSchedule(options.Churn, options.Seed);
        var log = run.World.Deliveries!;
        for (var number = 0; number < 60; number++)
        {
            var at = run.FirstBroadcast + TimeSpan.FromSeconds(number);
            var up = Enumerable.Range(0, 8).Where(peer => schedule.IsUp(peer, run.FirstBroadcast, at, TimeSpan.Zero)).ToArray();
            Assert.Equal(up.Length > 0, log.IsPublished(number));
            if (up.Length > 0)
                Assert.Contains(log.OriginOf(number), up);
        }
    }

    [Fact]
    public void Who_crashes_for_good_does_not_come_back()
    {
        var options = Fault.Quiet with
        {
            Churn = new ChurnOptions(TimeSpan.FromSeconds(2), TimeSpan.Zero),
            Crash = 0.5,
            CrashWindow = new TimeWindow(TimeSpan.Zero, TimeSpan.FromSeconds(3)),
            Broadcasts = 20,
            Rate = 2,
        };
        var run = new SimulationRun(options, null, default);
        run.Run();
        Assert.Equal(30, run.World.Peers.Count(peer => !peer.IsUp));
    }
}
