using HyperToken.Overlay.Broadcast.Tree;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class OfferFirstTests
{
    private readonly OfferFirst _offerFirst = new(new TreeSettings { OfferFirstBytes = 5_000, OfferFirstSilence = 0.3 });

    [Fact]
    public void Only_large_payloads_should_be_offered_while_delegates_answer()
    {
        Note(hasAnswered: true, 100);
        Assert.False(_offerFirst.AppliesTo(4_999));
        Assert.True(_offerFirst.AppliesTo(5_000));
    }

    [Fact]
    public void Others_should_be_offered_once_many_are_silent_and_sent_again_once_they_answer()
    {
        Note(hasAnswered: false, 5);
        Assert.False(_offerFirst.AppliesTo(1_024));
        Note(hasAnswered: false, 1);
        Assert.True(_offerFirst.AppliesTo(1_024));
        Note(hasAnswered: true, 2);
        Assert.False(_offerFirst.AppliesTo(1_024));
    }

    [Fact]
    public void What_is_not_worth_a_round_trip_should_never_be_offered_first()
    {
        Note(hasAnswered: false, 100);
        Assert.False(_offerFirst.AppliesTo(1_023));
    }

    [Fact]
    public void One_silent_delegate_in_five_should_never_be_enough()
    {
        for (var i = 0; i < 100; i++)
        {
            Note(hasAnswered: false, 1);
            Assert.False(_offerFirst.AppliesTo(1_024));
            Note(hasAnswered: true, 4);
        }
    }

    [Fact]
    public void The_silent_should_be_forgotten_once_everybody_was_asked()
    {
        Note(hasAnswered: false, 100);
        _offerFirst.Reset();
        Assert.False(_offerFirst.AppliesTo(1_024));
    }

    private void Note(bool hasAnswered, int times)
    {
        for (var i = 0; i < times; i++)
            _offerFirst.Note(hasAnswered);
    }
}
