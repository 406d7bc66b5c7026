using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class DelegateChoiceTests
{
    private const int Draws = 3_000;
    private static readonly Contact[] Contacts = Ids.Peers(21)[1..];
    private static readonly TreeSettings NoDial = new() { DialRoundTrips = 0 };
    private readonly PeerNeighbours _neighbours = new(Tables.Snapshot(Ids.Of(0)));
    private readonly RandomSource _random = new(1);

    [Fact]
    public void Only_those_in_no_doubt_should_be_chosen()
    {
        var candidates = Contacts.Select((contact, i) => Candidate(contact, trust: (Trust)(i % 3))).ToArray();
        var trusted = candidates.Where(candidate => candidate.Trust == Trust.Trusted).Select(candidate => candidate.Contact.Id).ToHashSet();
        Assert.Equal(trusted, Chosen(candidates, NoDial).Keys.ToHashSet());
    }

    [Fact]
    public void Nobody_should_be_chosen_where_nobody_can_be_trusted()
    {
        Assert.Null(Choose([], NoDial));
        Assert.Null(Choose([Candidate(Contacts[0], trust: Trust.Doubtful), Candidate(Contacts[1], trust: Trust.Dead)], NoDial));
    }

    [Fact]
    public void A_sample_of_one_should_choose_all_alike()
    {
        var chosen = Chosen(ByDistance(), NoDial with { DelegateSample = 1 });
        Assert.All(Contacts, contact => Assert.InRange(chosen.GetValueOrDefault(contact.Id), 100, 200));
    }

    [Fact]
    public void Those_that_are_as_near_as_each_other_should_be_chosen_alike()
    {
        var chosen = Chosen(Contacts.Select(contact => Candidate(contact)).ToArray(), NoDial);
        Assert.All(Contacts, contact => Assert.InRange(chosen.GetValueOrDefault(contact.Id), 100, 200));
    }

    [Fact]
    public void The_nearest_of_a_sample_should_be_chosen_and_so_never_the_farthest()
    {
        var chosen = Chosen(ByDistance(), NoDial with { DelegateSample = 3 });
        Assert.Equal(Contacts[..18].Select(contact => contact.Id).ToHashSet(), chosen.Keys.ToHashSet());

        // The nearest of 20 is in 3 of 20 samples.
        Assert.InRange(chosen[Contacts[0].Id], 400, 500);
    }

    [Fact]
    public void A_sample_of_all_should_choose_the_nearest() =>
        Assert.Equal([Contacts[0].Id], Chosen(ByDistance(), NoDial with { DelegateSample = 255 }).Keys);

    [Fact]
    public void Who_forwards_much_should_be_taken_for_farther()
    {
        Candidate[] candidates = [Candidate(Contacts[0], micros: 10_000, load: 1.25f), Candidate(Contacts[1], micros: 30_000, load: 1)];
        Assert.Equal(Contacts[1], Choose(candidates, NoDial));
        candidates[0] = candidates[0] with { Load = 1 };
        Assert.Equal(Contacts[0], Choose(candidates, NoDial));
    }

    [Fact]
    public void Who_says_that_it_forwards_nothing_should_not_be_chosen_whatever_its_distance()
    {
        Candidate[] candidates = [Candidate(Contacts[0], micros: 100_000, load: 0), Candidate(Contacts[1], micros: 1_000, load: 1)];
        Assert.Equal(Contacts[1], Choose(candidates, NoDial));
    }

    [Fact]
    public void Who_has_to_be_dialled_should_be_taken_for_farther()
    {
        _neighbours.Opened(Contacts[1]);
        Candidate[] candidates = [Candidate(Contacts[0], micros: 10_000), Candidate(Contacts[1], micros: 20_000)];
        Assert.Equal(Contacts[1], Choose(candidates, new TreeSettings { DialRoundTrips = 1.5 }));
        Assert.Equal(Contacts[0], Choose(candidates, new TreeSettings { DialRoundTrips = 0.5 }));
        Assert.Equal(Contacts[0], Choose(candidates, NoDial));
    }

    private static Candidate Candidate(Contact contact, int micros = 1_000, float load = 1, Trust trust = Trust.Trusted) =>
        new(contact, default, trust, micros, load);

    private static Candidate[] ByDistance() => Contacts.Select((contact, i) => Candidate(contact, micros: 1_000 * (i + 1))).ToArray();

    private Contact? Choose(Candidate[] candidates, TreeSettings settings) => DelegateChoice.Of(candidates, settings, _neighbours, _random);

    private Dictionary<PeerId, int> Chosen(Candidate[] candidates, TreeSettings settings) =>
        Enumerable.Range(0, Draws).Select(_ => Choose(candidates, settings)!.Id).CountBy(id => id).ToDictionary();
}
