using HyperToken.Node.Up.Commands;
using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;

namespace HyperToken.Node.Tests;

[Collection("networks")]
public sealed class SlashCommandTests
{
    private static readonly string IdOfThird = PeerId.Derive(1, 3).ToString();

    [Theory]
    [InlineData("/dance", "/dance is no command; there are /peers, /table PEER")]
    [InlineData("/", "is no command")]
    [InlineData("/Peers", "is no command")]
    [InlineData("/table", "name a peer")]
    [InlineData("/table 99", "no live peer has index 99")]
    [InlineData("/table zz", "no live peer has index zz")]
    [InlineData("/lookup", "give an id, a peer, or 'random N'")]
    [InlineData("/lookup random", "give an id, a peer, or 'random N'")]
    [InlineData("/lookup random 0", "a whole number from 1")]
    [InlineData("/lookup random many", "N is 'many'")]
    [InlineData("/lookup zz", "no live peer")]
    [InlineData("/send", "give a peer and a text")]
    [InlineData("/send 1", "give a peer and a text")]
    [InlineData("/send 99 hello", "no live peer")]
    [InlineData("/kill", "as in /kill 30%")]
    [InlineData("/kill 30", "as in /kill 30%")]
    [InlineData("/kill 0%", "above 0")]
    [InlineData("/kill -5%", "above 0")]
    [InlineData("/kill 101%", "below 100")]
    [InlineData("/kill 100%", "would leave nobody")]
    [InlineData("/kill 30% soon", "as in /kill 30%")]
    [InlineData("/kill supernodes 50%", "start with --strategy supernode, hybrid or auto")]
    [InlineData("/strategy mesh", "NAME is 'mesh'; allowed: naive, kademlia, supernode, hybrid, auto")]
    [InlineData("/roles", "start with --strategy supernode, hybrid or auto")]
    [InlineData("/spawn", "a whole number from 1")]
    [InlineData("/spawn 0", "a whole number from 1")]
    [InlineData("/spawn many", "N is 'many'")]
    public async Task A_wrong_command_should_be_answered_with_an_error_that_teaches_and_count_as_failure(string line, string said)
    {
        var (exitCode, events) = await Run.OfAsync(2, line);

        Assert.Equal(1, exitCode);
        Assert.Contains(said, Assert.IsType<ErrorEvent>(events[1]).Message);
    }

    [Fact]
    public async Task Peers_should_list_the_live_ones_by_index()
    {
        var answer = Assert.IsType<PeersEvent>(await Run.AnswerAsync(10, "/kill 30%", "/peers"));

        Assert.Equal((7, 3), (answer.Live, answer.Killed));
        Assert.Equal(7, answer.Peers.Count);
        Assert.Equal(answer.Peers.OrderBy(peer => peer.Index), answer.Peers);
        Assert.All(answer.Peers, peer => Assert.Equal(PeerId.Derive(1, (ulong)peer.Index).ToString(), peer.Id));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("id")]
    [InlineData("prefix")]
    public async Task Table_should_show_the_buckets_of_the_peer_meant(string reference)
    {
        var named = reference switch { "id" => IdOfThird, "prefix" => IdOfThird[..12], _ => reference };

        var answer = Assert.IsType<TableEvent>(await Run.AnswerAsync(10, $"/table {named}"));

        Assert.Equal((3, IdOfThird), (answer.Index, answer.Id));
        Assert.Equal(answer.Contacts, answer.Buckets.Sum(bucket => bucket.Contacts.Count));
        Assert.True(answer.Contacts > 0);
        Assert.True(PeerId.TryParse(IdOfThird, out var self));
        Assert.All(answer.Buckets, bucket => Assert.All(bucket.Contacts, contact =>
        {
            Assert.True(PeerId.TryParse(contact, out var id));
            Assert.Equal(bucket.Bucket, self.DistanceTo(id).BucketIndex);
        }));
    }

    [Fact]
    public async Task Random_lookups_should_find_live_peers_before_and_after_a_loss()
    {
        var (_, events) = await Run.OfAsync(40, "/lookup random 100", "/kill 30%", "/maintain", "/lookup random 100", "hello");

        Assert.All(events.OfType<LookupEvent>(), lookup =>
        {
            Assert.Equal((100, 100, 1d), (lookup.Lookups, lookup.Found, lookup.FoundRate));
            Assert.InRange(lookup.Recall!.Value, 0.99, 1);
            Assert.True(lookup.Queries >= 1 && lookup.Rounds >= 1);
        });
        Assert.Equal(2, events.OfType<LookupEvent>().Count());
        Assert.Equal(new KillEvent(12, 28), Assert.Single(events.OfType<KillEvent>()));
        var maintained = Assert.Single(events.OfType<MaintainEvent>());
        Assert.Equal(28, maintained.Peers);
        Assert.True(maintained.Pinged > 0);
        Assert.Equal(27, Assert.Single(events.OfType<BroadcastEvent>()).Delivered);
    }

    [Fact]
    public async Task A_lookup_of_an_id_should_give_the_closest_and_say_whether_it_is_there()
    {
        var (_, events) = await Run.OfAsync(20, $"/lookup {IdOfThird}", "/lookup 3", $"/lookup {PeerId.Derive(77, 77)}");

        var lookups = events.OfType<LookupEvent>().ToArray();
        Assert.Equal([1, 1, 0], lookups.Select(lookup => lookup.Found));
        Assert.Equal([IdOfThird, IdOfThird, PeerId.Derive(77, 77).ToString()], lookups.Select(lookup => lookup.Target));
        Assert.Equal(IdOfThird, lookups[0].Closest![0]);
        Assert.NotEmpty(lookups[2].Closest!);
        Assert.NotEqual(IdOfThird, lookups[0].From);
    }

    [Fact]
    public async Task Send_should_reach_the_one_peer_named_from_another()
    {
        var answer = Assert.IsType<SendEvent>(await Run.AnswerAsync(20, "/send 3 good  morning"));

        Assert.Equal(SendOutcome.Delivered, answer.Outcome);
        Assert.Equal(IdOfThird, answer.Target);
        Assert.NotEqual(IdOfThird, answer.Origin);
        Assert.Equal("good  morning".Length, answer.Bytes);
    }

    [Fact]
    public async Task Spawned_peers_should_join_and_be_reached()
    {
        var (exitCode, events) = await Run.OfAsync(10, "/spawn 5", "hello", "/peers");

        Assert.Equal(0, exitCode);
        var spawned = Assert.Single(events.OfType<SpawnEvent>());
        Assert.Equal((5, 5, 15), (spawned.Spawned, spawned.Joined, spawned.Live));
        Assert.Equal(14, Assert.Single(events.OfType<BroadcastEvent>()).Delivered);
        Assert.Equal(Enumerable.Range(0, 15), Assert.Single(events.OfType<PeersEvent>()).Peers.Select(peer => peer.Index));
    }

    [Fact]
    public async Task Any_peer_may_be_killed_and_what_is_named_then_should_say_so()
    {
        var (_, events) = await Run.OfAsync(2, "/kill 50%", "/peers", "/table 0", "/table 1");

        var survivor = Assert.Single(Assert.Single(events.OfType<PeersEvent>()).Peers).Index;
        Assert.Equal(survivor, Assert.Single(events.OfType<TableEvent>()).Index);
        Assert.Contains("was killed", Assert.Single(events.OfType<ErrorEvent>()).Message);
    }

    [Fact]
    public async Task Stats_should_sum_up_what_was_broadcast()
    {
        var answer = Assert.IsType<StatsEvent>(await Run.AnswerAsync(10, "one", "two", "/stats"));

        Assert.Equal(10, answer.Peers);
        Assert.Equal((2, 1d), (answer.Broadcasts.Broadcasts, answer.Broadcasts.DeliveryRate));
        Assert.Equal((2, 18), (answer.Counters.Published, answer.Counters.Delivered));
        Assert.Equal(answer.Counters.PayloadsSent, answer.Counters.PayloadsReceived);
        Assert.Equal(0, answer.FrameErrors);
        Assert.True(answer.MemoryMiB > 0);
    }

    [Fact]
    public async Task Help_should_name_every_command()
    {
        var answer = Assert.IsType<HelpEvent>(await Run.AnswerAsync(1, "/help"));

        Assert.Equal(
            ["/peers", "/table", "/links", "/roles", "/strategy", "/lookup", "/send", "/kill", "/spawn", "/maintain", "/stats", "/help", "/quit"],
            answer.Commands.Select(command => command.Usage.Split(' ')[0]));
        Assert.All(answer.Commands, command => Assert.NotEmpty(command.Does));
    }
}
