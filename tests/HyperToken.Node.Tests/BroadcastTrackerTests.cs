using System.Diagnostics;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;

namespace HyperToken.Node.Tests;

public sealed class BroadcastTrackerTests
{
    private static readonly EnvelopeBody Body = new(PeerId.Derive(1, 0), 1, 1, 0, "line", "hello"u8.ToArray());
    private readonly BroadcastTracker _tracker = new();

    [Fact]
    public void Peers_killed_since_a_message_was_published_should_not_be_expected_to_get_it_whenever_the_tracker_hears_of_it()
    {
        for (var index = 0; index < 6; index++)
            _tracker.Observe(index);

        _tracker.Killed([1]);
        var before = _tracker.KilledCount;
        _tracker.Killed([2]);
        _tracker.FindOrAdd(Body.Id);
        _tracker.Killed([3]);
        var broadcast = _tracker.Published(Body.Id, Stopwatch.GetTimestamp(), expected: 4, before);
        _tracker.Killed([4]);

        Assert.Equal(1, broadcast.Expected);
    }

    [Fact]
    public void A_peer_should_count_as_publishing_until_all_its_broadcasts_are_reported()
    {
        _tracker.Begins(3);
        _tracker.Begins(3);
        _tracker.Ends(3);
        Assert.True(_tracker.IsPublishing(3));

        _tracker.Ends(3);
        Assert.False(_tracker.IsPublishing(3));
        Assert.False(_tracker.IsPublishing(4));
    }

    [Fact]
    public void What_all_peers_see_of_a_message_should_come_together()
    {
        var origin = _tracker.Observe(0);
        var other = _tracker.Observe(1);

        origin.PayloadSent(Body.Id);
        other.Delivered(Body, hops: 1);
        other.PayloadReceived(Body.Id, duplicate: false);
        var broadcast = _tracker.FindOrAdd(Body.Id);
        broadcast.Published(Stopwatch.GetTimestamp(), expected: 1);

        Assert.True(broadcast.IsQuiet);
        Assert.Equal(1, broadcast.Delivered);
        Assert.Equal(1, broadcast.PayloadsReceived);
    }

    [Fact]
    public void Two_messages_should_be_counted_apart()
    {
        var observer = _tracker.Observe(0);
        var second = Body with { Sequence = 2 };
        observer.PayloadSent(Body.Id);
        observer.PayloadSent(second.Id);
        observer.Delivered(second, hops: 1);

        Assert.Equal(0, _tracker.Find(Body.Id)!.Delivered);
        Assert.Equal(1, _tracker.Find(second.Id)!.Delivered);
    }

    [Fact]
    public void A_message_for_one_peer_should_not_be_taken_for_a_broadcast()
    {
        _tracker.Observe(1).Delivered(Body with { Target = PeerId.Derive(1, 1) }, hops: 2);

        Assert.Equal(0, _tracker.Count);
    }

    [Fact]
    public void A_reported_broadcast_should_be_forgotten_once_nothing_of_it_can_come_any_more()
    {
        var observer = _tracker.Observe(0);
        observer.PayloadSent(Body.Id);
        _tracker.FindOrAdd(Body.Id).Published(Stopwatch.GetTimestamp(), expected: 1);
        _tracker.Reported(Body.Id);
        Assert.Equal(1, _tracker.Count);

        observer.PayloadReceived(Body.Id, duplicate: false);
        _tracker.Reported(Body.Id);

        Assert.Equal(0, _tracker.Count);
    }
}
