using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class OfferRoundTests
{
    private static readonly Contact[] Contacts = Ids.Peers(4);
    private readonly OfferRound _round = new();

    public OfferRoundTests() => _round.Begin(Instant.Zero);

    [Fact]
    public void Those_asked_should_be_silent_until_they_answer()
    {
        Ask(0, 1, 2);
        Assert.Equal(3, _round.Silent);
        Assert.Equal(1, _round.Answered(Contacts[1], OfferRound.Answer.Want));
        Assert.Equal(2, _round.Silent);
        Assert.Equal(Contacts[1], _round.First(OfferRound.Answer.Want));
        Assert.Null(_round.First(OfferRound.Answer.HaveLess));
    }

    [Fact]
    public void Only_the_first_answer_of_those_asked_in_the_round_should_count()
    {
        Ask(0, 1);
        Assert.Equal(0, _round.Answered(Contacts[3], OfferRound.Answer.Want));
        _round.Answered(Contacts[0], OfferRound.Answer.HaveLess);
        Assert.Equal(0, _round.Answered(Contacts[0], OfferRound.Answer.Want));

        _round.Begin(new Instant(5));
        Assert.Equal(0, _round.Answered(Contacts[1], OfferRound.Answer.Want));
        Assert.Equal((0, new Instant(5)), (_round.Silent, _round.Since));
        Assert.Null(_round.First(OfferRound.Answer.HaveLess));
    }

    [Fact]
    public void The_tries_of_all_rounds_should_count()
    {
        Ask(0, 1);
        _round.Begin(new Instant(5));
        Ask(0);
        Assert.Equal((2, 1, 0), (_round.TriesOf(Contacts[0]), _round.TriesOf(Contacts[1]), _round.TriesOf(Contacts[2])));
        Assert.Equal((true, false), (_round.IsInRound(Contacts[0]), _round.IsInRound(Contacts[1])));
        Assert.Equal(2, _round.Answered(Contacts[0], OfferRound.Answer.Want));
    }

    [Fact]
    public void The_delegate_should_be_left_out_where_others_are_counted()
    {
        Ask(0, 1, 2);
        foreach (var contact in Contacts[..3])
            _round.Answered(contact, OfferRound.Answer.Want);

        Assert.Equal(2, _round.Count(OfferRound.Answer.Want, but: Contacts[0]));
        Assert.Equal(3, _round.Count(OfferRound.Answer.Want, but: null));
        Assert.Equal(0, _round.Count(OfferRound.Answer.HaveLess, but: null));
    }

    [Fact]
    public void Whoever_cannot_be_reached_should_not_be_silent_and_have_no_tries_left()
    {
        Ask(0, 1);
        _round.Unreachable(Contacts[0]);
        _round.Unreachable(Contacts[3]);
        Assert.Equal((1, byte.MaxValue, 0), (_round.Silent, _round.TriesOf(Contacts[0]), _round.TriesOf(Contacts[3])));
    }

    private void Ask(params int[] indexes)
    {
        foreach (var index in indexes)
            _round.Ask(Contacts[index]);
    }
}
