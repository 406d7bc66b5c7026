using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class LeafSetTests
{
    private static readonly SupernodeSettings Settings = new() { MaxLeaves = 3, MaxStandbyLeaves = 2, HeartbeatInterval = TimeSpan.FromSeconds(2) };
    private readonly LeafSet _leaves = new(Settings);

    [Fact]
    public void Primary_and_standby_leaves_should_be_counted_and_limited_apart()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal((RegisterOutcome.Primary, true), Register(i, isPrimary: true));

        Assert.Equal((RegisterOutcome.Full, false), Register(3, isPrimary: true));
        Assert.Equal((RegisterOutcome.Standby, true), Register(3, isPrimary: false));
        Assert.Equal((RegisterOutcome.Standby, true), Register(4, isPrimary: false));
        Assert.Equal((RegisterOutcome.Full, false), Register(5, isPrimary: false));
        Assert.Equal((3, 2), (_leaves.Primary, _leaves.Standby));
    }

    [Fact]
    public void A_heartbeat_should_change_nothing_and_a_change_should_be_told()
    {
        Register(0, isPrimary: true);
        Assert.Equal((RegisterOutcome.Primary, false), Register(0, isPrimary: true));
        Assert.Equal((RegisterOutcome.Standby, true), Register(0, isPrimary: false));
        Assert.Equal((0, 1), (_leaves.Primary, _leaves.Standby));
    }

    [Fact]
    public void Primary_leaves_that_become_standby_should_not_pass_the_limit()
    {
        for (var i = 0; i < 2; i++)
            Register(i, isPrimary: false);

        Register(2, isPrimary: true);
        Assert.Equal((RegisterOutcome.Full, true), Register(2, isPrimary: false));
        Assert.Equal((0, 2), (_leaves.Primary, _leaves.Standby));
    }

    [Fact]
    public void Whoever_asks_for_more_than_there_is_room_for_should_stay_what_it_is()
    {
        Register(3, isPrimary: false);
        for (var i = 0; i < 3; i++)
            Register(i, isPrimary: true);

        Assert.Equal((RegisterOutcome.Standby, false), Register(3, isPrimary: true));
        Assert.Equal((RegisterOutcome.Primary, false), Register(2, isPrimary: true));
    }

    [Fact]
    public void Whoever_is_silent_for_three_heartbeats_should_be_attached_no_longer()
    {
        Register(0, isPrimary: true);
        Register(1, isPrimary: false);
        Register(1, isPrimary: false, seconds: 1);
        Assert.False(_leaves.Expire(At(6)));
        Assert.True(_leaves.Expire(At(6.5)));
        Assert.Equal((0, 1), (_leaves.Primary, _leaves.Standby));
        Assert.False(_leaves.Remove(Ids.Peer(0).Id));
        Assert.True(_leaves.Remove(Ids.Peer(1).Id));
    }

    [Fact]
    public void The_best_primary_leaf_should_be_the_one_to_become_a_supernode_and_of_equals_any()
    {
        Assert.Null(_leaves.Best(isUrgent: true, new RandomSource(1)));
        Register(0, isPrimary: true, score: 0.9f, isEligible: false);
        Register(1, isPrimary: true, score: 0.8f);
        Register(2, isPrimary: true, score: 0.8f);
        Register(3, isPrimary: false, score: 1);
        var random = new RandomSource(1);
        Assert.Equal(Ids.Peer(0).Id, _leaves.Best(isUrgent: true, random)!.Contact.Id);
        var chosen = Enumerable.Range(0, 100).Select(_ => _leaves.Best(isUrgent: false, random)!.Contact.Id).ToHashSet();
        Assert.Equal([Ids.Peer(1).Id, Ids.Peer(2).Id], chosen.ToHashSet());
    }

    private (RegisterOutcome Outcome, bool IsNew) Register(int peer, bool isPrimary, float score = 0.5f, bool isEligible = true, double seconds = 0) =>
        _leaves.Register(Ids.Peer(peer), new RegisterFrame(isPrimary, score, isEligible), At(seconds));

    private static Instant At(double seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);
}
