using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class AftercareTests
{
    [Fact]
    public void It_should_begin_four_times_a_second_at_most()
    {
        var aftercare = new Aftercare(TimeSpan.FromSeconds(120));
        var begun = Enumerable.Range(0, 1_000).Count(milli => aftercare.TryBegin(TimeSpan.Zero, new Instant(milli * 1_000L)));
        Assert.Equal(4, begun);
    }

    [Fact]
    public void It_should_leave_old_messages_to_digests_that_tell_their_age()
    {
        var aftercare = new Aftercare(TimeSpan.FromSeconds(120));
        Assert.False(aftercare.TryBegin(TimeSpan.FromSeconds(31), Instant.Zero));
        Assert.True(aftercare.TryBegin(TimeSpan.FromSeconds(30), Instant.Zero));
    }

    [Fact]
    public void It_should_be_for_the_buckets_that_hold_no_more_than_the_k_closest()
    {
        var table = Tables.Snapshot(
            TreeTables.Self, [.. TreeTables.InBucket(240, 8), .. TreeTables.InBucket(244, 12), .. TreeTables.InBucket(245, 1), .. TreeTables.InBucket(255, 9)]);
        Assert.Equal(245, Aftercare.HeightIn(table));
    }

    [Fact]
    public void It_should_be_for_everybody_in_a_small_network_and_for_nobody_in_an_empty_one()
    {
        Assert.Equal(PeerId.Bits, Aftercare.HeightIn(Tables.Snapshot(TreeTables.Self, TreeTables.InBucket(255, 20))));
        Assert.Equal(PeerId.Bits, Aftercare.HeightIn(Tables.Snapshot(TreeTables.Self)));
    }
}
