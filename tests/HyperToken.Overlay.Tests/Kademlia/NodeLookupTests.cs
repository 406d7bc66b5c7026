using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

public sealed class NodeLookupTests
{
    private static readonly PeerId Self = Ids.Of(1000);
    private static readonly PeerId Target = Ids.Zero;
    private static readonly KademliaSettings Settings = new(K: 4, Alpha: 2)
    {
        QueryTimeout = TimeSpan.FromMilliseconds(100),
        QueryGiveUp = TimeSpan.FromMilliseconds(400),
        MaxQueries = 30,
    };

    private static readonly Instant Start = Instant.Zero;
    private static readonly Instant TimedOut = Start + TimeSpan.FromMilliseconds(100);
    private static readonly Instant GivenUp = Start + TimeSpan.FromMilliseconds(400);

    [Fact]
    public void A_lookup_without_contacts_should_be_complete_and_empty()
    {
        var lookup = Lookup();
        Assert.True(lookup.IsComplete);
        Assert.False(lookup.TryNext(Start, out _));
        Assert.Equal(Instant.Never, lookup.NextDeadline);

        var result = lookup.Result();
        Assert.Empty(result.Closest);
        Assert.Equal((0, 0, 0), (result.Queries, result.Rounds, result.Failures));
        Assert.False(result.Found || result.Exhausted);
    }

    [Fact]
    public void The_closest_should_be_asked_first_and_only_alpha_at_once()
    {
        var lookup = Lookup(9, 3, 5);
        AssertAsks(lookup, Start, 3, 5);
        Assert.False(lookup.IsComplete);
        Answer(lookup, 5);
        AssertAsks(lookup, Start, 9);
    }

    [Fact]
    public void A_lookup_should_not_end_before_the_k_closest_have_answered()
    {
        var lookup = Lookup(1, 2, 3, 4, 5, 6);
        AssertAsks(lookup, Start, 1, 2);
        Answer(lookup, 1);
        Answer(lookup, 2);
        AssertAsks(lookup, Start, 3, 4);
        Answer(lookup, 4);
        Assert.False(lookup.IsComplete);
        Answer(lookup, 3);
        Assert.True(lookup.IsComplete);
        Assert.False(lookup.TryNext(Start, out _));
        AssertFound(lookup, 1, 2, 3, 4);
    }

    [Fact]
    public void A_closer_contact_should_move_to_the_front()
    {
        var lookup = Lookup(10, 20);
        AssertAsks(lookup, Start, 10, 20);
        Answer(lookup, 10, 5, 7);
        AssertAsks(lookup, Start, 5);
        Answer(lookup, 20);
        AssertAsks(lookup, Start, 7);
        Answer(lookup, 5);
        Answer(lookup, 7);
        AssertFound(lookup, 5, 7, 10, 20);
        Assert.Equal(2, lookup.Result().Rounds);
    }

    [Fact]
    public void A_failed_contact_should_be_replaced_by_the_next_closest()
    {
        var lookup = Lookup(1, 2, 3, 4, 5, 6);
        AssertAsks(lookup, Start, 1, 2);
        Assert.True(lookup.Failed(Id(1)));
        AssertAsks(lookup, Start, 3);
        Answer(lookup, 2);
        Answer(lookup, 3);
        AssertAsks(lookup, Start, 4, 5);
        Answer(lookup, 4);
        Answer(lookup, 5);
        AssertFound(lookup, 2, 3, 4, 5);
        Assert.Equal(1, lookup.Result().Failures);
    }

    [Fact]
    public void A_query_past_its_time_out_should_add_one()
    {
        var lookup = Lookup(1, 2, 3, 4);
        var givenUp = new List<Contact>();
        AssertAsks(lookup, Start, 1, 2);
        Assert.Equal(TimedOut, lookup.NextDeadline);

        lookup.Advance(TimedOut + TimeSpan.FromMicroseconds(-1), givenUp);
        AssertAsks(lookup, TimedOut);
        lookup.Advance(TimedOut, givenUp);
        AssertAsks(lookup, TimedOut, 3, 4);
        Assert.Empty(givenUp);
        Assert.Equal(TimedOut + TimeSpan.FromMilliseconds(100), lookup.NextDeadline);
    }

    [Fact]
    public void A_late_answer_should_count()
    {
        var lookup = Lookup(1);
        AssertAsks(lookup, Start, 1);
        lookup.Advance(TimedOut, []);
        Assert.False(lookup.IsComplete);
        Assert.Equal(TimeSpan.FromMilliseconds(300), lookup.Answered(Id(1), [], Start + TimeSpan.FromMilliseconds(300)));
        AssertFound(lookup, 1);
    }

    [Fact]
    public void Silence_to_the_end_should_be_a_failure_and_an_answer_after_it_nothing()
    {
        var lookup = Lookup(1, 2);
        var givenUp = new List<Contact>();
        AssertAsks(lookup, Start, 1, 2);
        Answer(lookup, 2);
        lookup.Advance(GivenUp, givenUp);

        Assert.Equal(Id(1), Assert.Single(givenUp).Id);
        Assert.True(lookup.IsComplete);
        Assert.Equal(Instant.Never, lookup.NextDeadline);
        Assert.Null(lookup.Answered(Id(1), [At(3)], GivenUp));
        Assert.False(lookup.Failed(Id(1)));
        AssertFound(lookup, 2);
        Assert.Equal(1, lookup.Result().Failures);
    }

    [Fact]
    public void Answers_and_failures_of_those_not_asked_should_change_nothing()
    {
        var lookup = Lookup(1, 2, 3);
        AssertAsks(lookup, Start, 1, 2);
        Assert.Null(lookup.Answered(Id(77), [At(5)], Start));
        Assert.Null(lookup.Answered(Id(3), [At(5)], Start));
        Assert.False(lookup.Failed(Id(77)));
        Assert.False(lookup.Failed(Id(3)));
        Answer(lookup, 1);
        Assert.Null(lookup.Answered(Id(1), [At(5)], Start));
        Assert.False(lookup.Failed(Id(1)));
        AssertAsks(lookup, Start, 3);
        Answer(lookup, 2);
        Answer(lookup, 3);
        Assert.True(lookup.IsComplete);
        AssertFound(lookup, 1, 2, 3);
    }

    [Fact]
    public void The_peer_itself_and_leaves_should_never_be_asked()
    {
        var leaf = new Contact(Id(2), mode: ContactMode.Leaf);
        var lookup = new NodeLookup(Self, Target, 4, 2, Settings, [new Contact(Self), leaf, At(9)]);
        AssertAsks(lookup, Start, 9);
        lookup.Answered(Id(9), [new Contact(Self), leaf], Start);
        Assert.True(lookup.IsComplete);
        AssertFound(lookup, 9);
    }

    [Fact]
    public void Of_an_answer_no_more_than_twice_k_contacts_should_be_heard()
    {
        var lookup = Lookup(100);
        AssertAsks(lookup, Start, 100);
        Answer(lookup, 100, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4);
        AssertAsks(lookup, Start, 6, 7);
    }

    [Fact]
    public void The_target_itself_should_be_found()
    {
        var lookup = new NodeLookup(Self, Id(3), 4, 2, Settings, [At(3)]);
        Assert.True(lookup.TryNext(Start, out _));
        Answer(lookup, 3);
        Assert.True(lookup.Result().Found);
    }

    [Fact]
    public void Liars_should_not_keep_a_lookup_going_beyond_its_queries()
    {
        var lookup = Lookup(1_000_000);
        var distance = 1_000_000;
        while (lookup.TryNext(Start, out var asked))
            lookup.Answered(asked.Id, [At(--distance)], Start);

        Assert.True(lookup.IsComplete);
        Assert.Equal(Settings.MaxQueries, lookup.Queries);
        Assert.True(lookup.Result().Exhausted);
        Assert.Equal(4, lookup.Result().Closest.Count);
    }

    [Fact]
    public void The_last_query_should_be_able_to_complete_a_lookup()
    {
        var settings = Settings with { MaxQueries = 4 };
        var lookup = new NodeLookup(Self, Target, 4, 2, settings, [At(1), At(2), At(3), At(4)]);
        while (lookup.TryNext(Start, out var asked))
            lookup.Answered(asked.Id, [], Start);

        Assert.True(lookup.IsComplete);
        Assert.False(lookup.Result().Exhausted);
    }

    [Fact]
    public void A_spent_lookup_should_wait_for_those_in_flight_that_matter()
    {
        var settings = Settings with { MaxQueries = 3 };
        var lookup = new NodeLookup(Self, Target, 4, 2, settings, [At(1), At(2), At(3), At(4)]);
        AssertAsks(lookup, Start, 1, 2);
        Answer(lookup, 1);
        AssertAsks(lookup, Start, 3);
        Answer(lookup, 3);
        Assert.False(lookup.IsComplete);
        Answer(lookup, 2);
        Assert.True(lookup.IsComplete);
        Assert.True(lookup.Result().Exhausted);
        AssertFound(lookup, 1, 2, 3);
    }

    [Fact]
    public void A_spent_lookup_should_not_wait_for_those_who_no_longer_matter()
    {
        var settings = Settings with { MaxQueries = 4 };
        var lookup = new NodeLookup(Self, Target, 2, 2, settings, [At(50), At(60)]);
        AssertAsks(lookup, Start, 50, 60);
        Answer(lookup, 50, 1, 2);
        AssertAsks(lookup, Start, 1);
        Answer(lookup, 1);
        AssertAsks(lookup, Start, 2);
        Answer(lookup, 2);

        Assert.True(lookup.IsComplete);
        Assert.False(lookup.Result().Exhausted);
        AssertFound(lookup, 1, 2);
    }

    [Fact]
    public void A_wall_of_dead_contacts_should_not_hide_the_living()
    {
        // Each of the living tells of the next closer one and of three dead that are closer than anybody alive: in the end
        // far more dead than a lookup keeps candidates to ask.
        const int Living = 40;
        var settings = Settings with { MaxQueries = 400 };
        var lookup = new NodeLookup(Self, Target, 4, 2, settings, [At(1000)]);
        var asked = new HashSet<PeerId>();
        while (lookup.TryNext(Start, out var contact))
        {
            Assert.True(asked.Add(contact.Id), "Nobody is asked twice.");
            var distance = (int)Ids.Number(contact.Id);
            if (distance <= 3 * Living)
                lookup.Failed(contact.Id);
            else
                Answer(lookup, distance, Told(1000 - distance));
        }

        Assert.Equal(4 * Living, lookup.Queries);
        AssertFound(lookup, 961, 962, 963, 964);

        static int[] Told(int step)
        {
            int[] dead = [(3 * step) + 1, (3 * step) + 2, (3 * step) + 3];
            return step < Living - 1 ? [1000 - step - 1, .. dead] : dead;
        }
    }

    [Fact]
    public void Of_too_many_candidates_the_farthest_should_be_forgotten()
    {
        var lookup = Lookup(Enumerable.Range(1, 200).Reverse().ToArray());
        Assert.Equal(Settings.MaxCandidates, lookup.CandidateCount);
        AssertAsks(lookup, Start, 1, 2);
    }

    [Fact]
    public void A_lookup_for_nobody_or_by_nobody_should_be_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NodeLookup(Self, Target, 0, 2, Settings, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NodeLookup(Self, Target, 4, 0, Settings, []));
    }

    private static NodeLookup Lookup(params int[] seeds) => new(Self, Target, 4, Settings.Alpha, Settings, seeds.Select(At).ToList());

    private static Contact At(int distance) => new(Id(distance));

    private static PeerId Id(int distance) => Ids.At(distance);

    private static void Answer(NodeLookup lookup, int from, params int[] contacts) =>
        Assert.NotNull(lookup.Answered(Id(from), contacts.Select(At).ToList(), Start));

    private static void AssertAsks(NodeLookup lookup, Instant now, params int[] expected)
    {
        foreach (var distance in expected)
        {
            Assert.True(lookup.TryNext(now, out var contact));
            Assert.Equal(Id(distance), contact.Id);
        }

        Assert.False(lookup.TryNext(now, out _));
    }

    private static void AssertFound(NodeLookup lookup, params int[] expected) =>
        Assert.Equal(expected.Select(Id), lookup.Result().Closest.Select(contact => contact.Id));
}
