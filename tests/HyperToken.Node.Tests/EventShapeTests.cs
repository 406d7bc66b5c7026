using System.Text.Json;
using HyperToken.Inspection;
using HyperToken.Node.Up.Commands;
using HyperToken.Node.Up.Events;
using HyperToken.Node.Up.Output;
using HyperToken.Overlay.Peer;

namespace HyperToken.Node.Tests;

public sealed class EventShapeTests
{
    public static TheoryData<string, string> Shapes => new()
    {
        { "ready", "engine peers joinSeconds connections:{min avg max} contacts:{min avg max}" },
        { "broadcast", "id origin bytes delivered expected copiesPerPeer latencyMs:{p50 p99 max}" },
        { "summary", "broadcasts deliveryRate copiesPerPeer deliveriesPerSecond" },
        { "error", "message" },
        { "peers", "live killed peers:[{index id connections contacts}]" },
        { "table", "index id contacts connections estimatedPeers buckets:[{bucket contacts:[]}]" },
        { "links", "index id waitingBroadcasts dropped links:[{id framesIn framesOut bytesIn bytesOut queued queuedBytes dropped}]" },
        {
            "roles",
            "roles:{supernodes candidates leaves primaryLeaves:{min avg max} standbyLeaves:{min avg max} leavesBySupernodes:{2 3} estimatedPeers:{min avg max}}"
        },
        { "role", "index id role score estimatedPeers supernodes:[] primaryLeaves:[] standbyLeaves:[]" },
        { "lookup", "lookups found foundRate queries rounds failures latencyMs:{p50 p99 max} seconds" },
        { "send", "origin target bytes outcome ms" },
        { "kill", "killed live" },
        { "spawn", "spawned joined live seconds" },
        { "maintain", "peers pinged failed lookups queries seconds" },
        {
            "stats",
            "peers connections:{min avg max} contacts:{min avg max} broadcasts:{broadcasts deliveryRate copiesPerPeer deliveriesPerSecond} "
            + "counters:{framesReceived payloadsSent payloadsReceived duplicates payloadsLost delivered published expired refused unknownPlan "
            + "routesRelayed routesRefused unmatchedReplies lookups tooOld streamsRefused gapsGivenUp forgottenEarly repaired digestsSent digestsReceived digestsRefused "
            + "digestsDropped announcementsDropped fetchesSent fetchesReceived fetchesRefused served servesRefused timeouts offersSent servesSent regionsSkipped "
            + "regionsGivenUp lateAnswers recordsStored recordsRefused recordsExpired recordsDisplaced} links:{framesIn framesOut bytesIn bytesOut dropped queued waitingBroadcasts} frameErrors memoryMiB gcPauseSeconds"
        },
        { "help", "commands:[{usage does}]" },
        { "quit", "" },
    };

    private static RoleSums Roles { get; } = new(
        2, 1, 4, new MinAvgMax(1, 2, 3), new MinAvgMax(2, 4, 6), new SortedDictionary<int, int> { [2] = 1, [3] = 3 }, new MinAvgMax(4, 5, 6));

    private static UpEvent[] Examples { get; } =
    [
        new ReadyEvent("inprocess", 100, 1.5, new MinAvgMax(1, 2.5, 4), new MinAvgMax(2, 3.5, 5)),
        new BroadcastEvent("00ff", "ab", 5, 99, 99, 1.25, new Latency(1, 2, 3)) { Preview = "hello", From = "3 (ab)" },
        new SummaryEvent(1, 1, 1.25, 4000),
        new ErrorEvent("what, and how to mend it"),
        new PeersEvent(1, 1, [new PeerLine(0, new string('a', 64), 1, 2)]),
        new TableEvent(0, new string('a', 64), 1, 1, 2, [new BucketView(255, [new string('b', 64)])]),
        new LinksEvent(0, new string('a', 64), 0, 4, [new LinkView(new string('b', 64), 1, 2, 30, 40, 1, 20, 4)]),
        new RolesEvent(Roles),
        new RoleEvent(0, new string('a', 64), "supernode", 0.9, 60, [], [new string('b', 64)], [new string('c', 64)]),
        new LookupEvent(1, 1, 1, 20, 2, 0, new Latency(1, 2, 3), 0.1),
        new SendEvent(new string('a', 64), new string('b', 64), 5, SendOutcome.NoRoute, 1.5),
        new KillEvent(3, 7),
        new SpawnEvent(3, 3, 10, 0.5),
        new MaintainEvent(10, 90, 3, 4, 20, 0.5),
        new StatsEvent(
            10, new MinAvgMax(1, 2, 3), new MinAvgMax(1, 2, 3), new BroadcastSums(1, 1, 1, 1), new CounterSums(), new LinkSums(1, 2, 3, 4, 5, 6, 7), 0, 100, 0.1),
        new HelpEvent([new HelpLine("/quit", "ends the run")]),
        new QuitEvent(),
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_event_should_be_one_line_of_json_with_its_name_first_and_just_these_fields(string name, string fields)
    {
        var json = JsonOutput.Serialize(Assert.Single(Examples, example => example.Event == name));

        Assert.DoesNotContain('\n', json);
        Assert.StartsWith($"{{\"event\":\"{name}\"", json);
        using var document = JsonDocument.Parse(json);
        Assert.Equal($"event {fields}".TrimEnd(), Describe(document.RootElement)[1..^1]);
    }

    [Fact]
    public void Where_peers_have_roles_these_should_be_in_ready_and_summary()
    {
        UpEvent[] withRoles =
        [
            Examples.OfType<ReadyEvent>().Single() with { Roles = Roles, RoleStart = new RoleStart("quick", true, 2.5) },
            Examples.OfType<SummaryEvent>().Single() with { Roles = Roles },
            Examples.OfType<StatsEvent>().Single() with { Roles = Roles },
        ];

        foreach (var happened in withRoles)
        {
            using var document = JsonDocument.Parse(JsonOutput.Serialize(happened));
            var roles = document.RootElement.GetProperty("roles");
            Assert.Equal(2, roles.GetProperty("supernodes").GetInt32());
            Assert.Equal(3, roles.GetProperty("leavesBySupernodes").GetProperty("3").GetInt32());
            Assert.Contains(happened.ToLines(), line => line.Contains("2 supernodes with 1/2.0/3 primary and 2/4.0/6 standby leaves each (min/avg/max), 4 leaves, 1 of them candidates; supernodes of a leaf: 3 have 3, 1 have 2", StringComparison.Ordinal));
        }

        Assert.Contains(withRoles[0].ToLines(), line => line.EndsWith("preset quick, settled after 2.5 s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lookup_of_an_id_should_say_whose_and_what_was_closest_as_well()
    {
        var lookup = Examples.OfType<LookupEvent>().Single() with { Target = "ab", From = "cd", Closest = ["ef"] };

        using var document = JsonDocument.Parse(JsonOutput.Serialize(lookup));

        Assert.Equal("ab", document.RootElement.GetProperty("target").GetString());
        Assert.Equal("cd", document.RootElement.GetProperty("from").GetString());
        Assert.Equal("ef", Assert.Single(document.RootElement.GetProperty("closest").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData(SendOutcome.Delivered, "delivered")]
    [InlineData(SendOutcome.NoRoute, "noRoute")]
    [InlineData(SendOutcome.TimedOut, "timedOut")]
    [InlineData(SendOutcome.Busy, "busy")]
    public void An_outcome_should_be_a_word(SendOutcome outcome, string word)
    {
        using var document = JsonDocument.Parse(JsonOutput.Serialize(Examples.OfType<SendEvent>().Single() with { Outcome = outcome }));

        Assert.Equal(word, document.RootElement.GetProperty("outcome").GetString());
    }

    [Fact]
    public void Every_event_but_quit_should_read_as_text()
    {
        Assert.All(Examples.Where(example => example is not QuitEvent), example => Assert.NotEmpty(example.ToLines()));
        Assert.All(Examples.SelectMany(example => example.ToLines()), line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public void A_broadcast_that_did_not_reach_everybody_should_stand_out()
    {
        var broadcast = Examples.OfType<BroadcastEvent>().Single();

        Assert.StartsWith("delivered", Assert.Single(broadcast.ToLines()));
        Assert.StartsWith("NOT DELIVERED", Assert.Single((broadcast with { Delivered = 98 }).ToLines()));
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(' ', element.EnumerateObject().Select(DescribeField)) + "}",
        JsonValueKind.Array => "[" + string.Join(' ', element.EnumerateArray().Select(Describe)) + "]",
        _ => "",
    };

    private static string DescribeField(JsonProperty field) =>
        Describe(field.Value) is { Length: > 0 } inner ? $"{field.Name}:{inner}" : field.Name;
}
