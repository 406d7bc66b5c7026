using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class TableFillTests
{
    private const int Parallelism = 4;
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly KademliaSettings Settings = new();
    private readonly TableFill _fill = new(Self, Settings, new RandomSource(1));

    [Fact]
    public void The_own_id_should_be_looked_up_first_and_alone()
    {
        Assert.Equal((Self, Settings.K, -1), Next(Empty));
        Assert.Null(Next(Empty));
        Assert.False(_fill.IsDone);
    }

    [Fact]
    public void Without_an_answer_the_fill_should_end()
    {
        Next(Empty);
        _fill.Completed(Result(0, queries: 3, failures: 3));
        Assert.Null(Next(Empty));
        Assert.True(_fill.IsDone);
        Assert.False(_fill.WasAnswered);
        Assert.False(_fill.IsSound);
        Assert.Equal((1, 3), (_fill.Lookups, _fill.Queries));
    }

    [Fact]
    public void Where_everybody_is_known_nothing_more_should_be_looked_up()
    {
        Next(Empty);
        _fill.Completed(Result(Settings.K - 1));
        Assert.Null(Next(Empty));
        Assert.True(_fill.IsDone);
        Assert.True(_fill.IsSound);
    }

    [Fact]
    public void More_failures_than_answers_should_make_a_fill_unsound()
    {
        Next(Empty);
        _fill.Completed(Result(5, failures: 5));
        Assert.True(_fill.WasAnswered);
        Assert.False(_fill.IsSound);
    }

    [Fact]
    public void Thin_sub_prefixes_of_the_farther_buckets_should_be_looked_up_and_then_the_own_id_again()
    {
        // The k closest reach out to bucket 252; of bucket 255 one sub-prefix is populated.
        var known = Enumerable.Range(0, Settings.ThinBelow).Select(i => new Contact(Ids.InSubPrefix(Self, 255, 5, i)));
        var table = Tables.Snapshot(Self, known);
        Next(table);
        _fill.Completed(Result(Settings.K, bucket: 252));

        var targets = new List<(int Bucket, int SubPrefix)>();
        while (Next(table) is { } next)
        {
            if (next.Bucket < 0)
            {
                Assert.Equal((Self, Settings.K), (next.Target, next.Width));
                Assert.True(targets.Count > 0);
                _fill.Completed(Result(Settings.K, bucket: 252));
                Assert.Null(Next(table));
                break;
            }

            var distance = Self.DistanceTo(next.Target);
            Assert.Equal(next.Bucket, distance.BucketIndex);
            Assert.Equal(Settings.RefreshWidth, next.Width);
            targets.Add((next.Bucket, distance.SubPrefix(KademliaSettings.SubPrefixBits)));
            _fill.Completed(Result(2));
        }

        var expected =
            from bucket in new[] { 255, 254, 253, 252 }
            from subPrefix in Enumerable.Range(0, KademliaSettings.SubPrefixes)
            where (bucket, subPrefix) != (255, 5)
            select (bucket, subPrefix);
        Assert.Equal(expected, targets);
        Assert.True(_fill.IsDone);
        Assert.Equal(targets.Count + 2, _fill.Lookups);
    }

    [Fact]
    public void A_full_bucket_should_be_left_alone()
    {
        var full = Enumerable.Range(0, Settings.K).Select(i => new Contact(Ids.InSubPrefix(Self, 255, 0, i)));
        Next(Empty);
        _fill.Completed(Result(Settings.K, bucket: 254));
        Assert.Equal(254, Next(Tables.Snapshot(Self, full))!.Value.Bucket);
    }

    [Fact]
    public void No_more_lookups_than_allowed_should_run_at_once()
    {
        Next(Empty);
        _fill.Completed(Result(Settings.K, bucket: 250));
        for (var i = 0; i < Parallelism; i++)
            Assert.NotNull(Next(Empty));

        Assert.Null(Next(Empty));
        _fill.Completed(Result(1));
        Assert.NotNull(Next(Empty));
        Assert.Null(Next(Empty));
    }

    private static NeighbourSnapshot Empty => NeighbourSnapshot.Empty(Self, Settings.K);

    private static LookupResult Result(int closest, int bucket = 255, int queries = 1, int failures = 0)
    {
        var contacts = Enumerable.Range(0, closest).Select(i => new Contact(Ids.InBucket(Self, bucket, i))).ToList();
        return new LookupResult(Self, contacts, queries, 1, failures, false);
    }

    private (PeerId Target, int Width, int Bucket)? Next(NeighbourSnapshot table) => _fill.Next(table, Parallelism);
}
