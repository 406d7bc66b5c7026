using System.Text.Json;
using HyperToken.Inspection;

namespace HyperToken.Tests.Inspection;

public sealed class PeerQueriesTests : LiveTestKit
{
    [Fact]
    public async Task The_questions_are_the_same_wherever_they_are_asked()
    {
        var queries = PeerQueries.Of(await StartPeerAsync(0));

        Assert.Equal(["peer", "table", "links", "roles", "stats", "lookup ID"], queries.Select(query => $"{query.Name} {query.Argument}".TrimEnd()));
        Assert.Equal(["lookup"], queries.Where(query => query.AsksOthers).Select(query => query.Name));
        Assert.All(queries, query => Assert.NotEmpty(query.Does));
    }

    [Theory]
    [InlineData("peer", "id address mode strategy estimatedPeers contacts connections runningLookups waitingBroadcasts uptimeMs")]
    [InlineData("table", "id contacts connections estimatedPeers buckets entries")]
    [InlineData("links", "id waitingBroadcasts dropped links")]
    [InlineData("roles", "id role score estimatedPeers supernodes primaryLeaves standbyLeaves")]
    [InlineData("stats", "id connections contacts counters links frameErrors frameErrorsByKind uptimeMs memoryMiB gcPauseMs")]
    [InlineData("lookup", "target from found queries rounds failures exhausted ms closest")]
    public async Task An_answer_is_a_record_with_just_these_fields(string name, string fields)
    {
        var peers = await StartNetworkAsync(3);
        var query = PeerQueries.Of(peers[1]).Single(query => query.Name == name);

        var answer = await query.AnswerAsync(query.Argument is null ? "" : peers[2].Id.ToString(), CancellationToken.None);

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));
        Assert.Equal(fields.Split(' '), json.RootElement.EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData("peer", "3", "'peer' takes nothing more, and '3' was given")]
    [InlineData("lookup", "", "ID is ''; an id has 64 hexadecimal digits")]
    [InlineData("lookup", "abc", "ID is 'abc'")]
    public async Task A_question_that_makes_no_sense_is_refused(string name, string argument, string said)
    {
        var query = PeerQueries.Of(await StartPeerAsync(0)).Single(query => query.Name == name);

        var wrong = await Assert.ThrowsAsync<InspectionException>(() => query.AnswerAsync(argument, CancellationToken.None));

        Assert.Contains(said, wrong.Message);
    }
}
