using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class RegionTimersTests
{
    private static readonly Envelope Envelope = Envelope.Seal(new EnvelopeBody(Ids.Of(1), 1, 1, 0, "line", new byte[1]));
    private readonly TreeMessage _message = new(new HeldMessage(Envelope, Instant.Zero, TimeSpan.Zero), default);
    private readonly RegionTimers _timers = new();

    [Fact]
    public void Nothing_should_be_due_without_regions()
    {
        Assert.Equal(Instant.Never, _timers.NextDeadline);
        Assert.False(_timers.TryTake(Instant.Never, out _));
    }

    [Fact]
    public void Regions_should_come_up_in_the_order_of_their_times()
    {
        var regions = new[] { 30, 10, 20 }.Select(Region).ToArray();
        Assert.Equal(new Instant(10), _timers.NextDeadline);
        Assert.Equal([regions[1], regions[2]], Take(now: 20));
        Assert.Equal(new Instant(30), _timers.NextDeadline);
        Assert.Equal([regions[0]], Take(now: 30));
        Assert.Equal(Instant.Never, _timers.NextDeadline);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void Only_the_last_time_set_should_count(int deadline)
    {
        var region = Region(20);
        _timers.Set(region, new Instant(deadline));
        Assert.Equal(new Instant(deadline), _timers.NextDeadline);
        Assert.Empty(Take(deadline - 1));
        Assert.Equal([region], Take(deadline));
        Assert.Empty(Take(1_000));
    }

    [Fact]
    public void A_region_that_is_served_should_not_come_up()
    {
        var (served, open) = (Region(10), Region(20));
        served.Phase = RegionPhase.Served;
        Assert.Equal(new Instant(20), _timers.NextDeadline);
        Assert.Equal([open], Take(1_000));
    }

    private RegionTask Region(int deadline)
    {
        var region = new RegionTask(_message, Ids.Peer(deadline), PeerId.Bits, isComplete: true);
        _timers.Set(region, new Instant(deadline));
        return region;
    }

    private List<RegionTask> Take(int now)
    {
        var taken = new List<RegionTask>();
        while (_timers.TryTake(new Instant(now), out var region))
        {
            taken.Add(region);
            if (taken.Count > 10)
                break;
        }

        return taken;
    }
}
