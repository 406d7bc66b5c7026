using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class CandidacyTests
{
    private readonly Candidacy _candidacy = new([Ids.Peer(0), Ids.Peer(1), Ids.Peer(2)], Instant.Zero);

    [Fact]
    public void More_should_have_to_want_it_than_not()
    {
        Assert.False(_candidacy.IsConfirmed);
        _candidacy.Answered(Ids.Peer(0).Id, isConfirmed: true);
        Assert.True(_candidacy.IsConfirmed);
        _candidacy.Answered(Ids.Peer(1).Id, isConfirmed: false);
        Assert.False(_candidacy.IsConfirmed);
        Assert.False(_candidacy.IsAnswered);
        _candidacy.Answered(Ids.Peer(2).Id, isConfirmed: true);
        Assert.True(_candidacy is { IsConfirmed: true, IsAnswered: true });
    }

    [Fact]
    public void Nobody_should_count_twice_or_unasked()
    {
        _candidacy.Answered(Ids.Peer(0).Id, isConfirmed: false);
        _candidacy.Answered(Ids.Peer(1).Id, isConfirmed: true);
        _candidacy.Answered(Ids.Peer(1).Id, isConfirmed: true);
        _candidacy.Answered(Ids.Peer(9).Id, isConfirmed: true);
        Assert.False(_candidacy.IsConfirmed);
    }
}
