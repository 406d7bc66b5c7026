using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class TreeMessageTests
{
    private static readonly Envelope Envelope = Envelope.Seal(new EnvelopeBody(Ids.Of(1), 1, 1, 0, "line", new byte[1]));
    private static readonly Contact Far = TreeTables.InBucket(255, 1)[0];
    private static readonly Contact Near = TreeTables.InBucket(254, 1)[0];
    private readonly TreeMessage _message = new(new HeldMessage(Envelope, Instant.Zero, TimeSpan.Zero), default);

    [Fact]
    public void Of_regions_that_a_contact_lies_in_the_one_of_the_height_should_be_found()
    {
        var (wide, narrow) = (Region(Far, 1), Region(Far, 9));
        Assert.Same(wide, _message.OpenRegionOf(Far.Id, wide.Height, isServe: false));
        Assert.Same(narrow, _message.OpenRegionOf(Far.Id, narrow.Height, isServe: false));
        Assert.Null(_message.OpenRegionOf(Far.Id, 200, isServe: false));
        Assert.Null(_message.OpenRegionOf(Near.Id, wide.Height, isServe: false));
    }

    [Fact]
    public void A_served_region_should_not_be_found()
    {
        var region = Region(Far, 1);
        region.Phase = RegionPhase.Served;
        Assert.Null(_message.OpenRegionOf(Far.Id, region.Height, isServe: false));
    }

    [Fact]
    public void A_region_that_a_contact_of_another_was_asked_to_serve_should_be_found_for_an_answer_to_that_only()
    {
        var (own, asked) = (Region(Near, 2), Region(Far, 2));
        (asked.Phase, asked.Delegate) = (RegionPhase.AskedToServe, Near);
        Assert.Same(asked, _message.OpenRegionOf(Near.Id, own.Height, isServe: true));
        Assert.Same(own, _message.OpenRegionOf(Near.Id, own.Height, isServe: false));
    }

    [Fact]
    public void The_region_that_a_contact_was_offered_in_the_round_in_progress_should_be_preferred()
    {
        var (earlier, current, other) = (Region(Far, 1), Region(Far, 9), Region(Far, 20));
        (earlier.Offers, current.Offers, other.Offers) = (new OfferRound(), new OfferRound(), new OfferRound());
        earlier.Offers.Ask(Far);
        earlier.Offers.Begin(new Instant(5));
        Assert.Same(earlier, _message.OfferedRegionOf(Far));

        current.Offers.Ask(Far);
        Assert.Same(current, _message.OfferedRegionOf(Far));
        Assert.Null(_message.OfferedRegionOf(Near));
    }

    private RegionTask Region(Contact anchor, int length)
    {
        var region = new RegionTask(_message, anchor, length, isComplete: true);
        _message.Regions.Add(region);
        return region;
    }
}
