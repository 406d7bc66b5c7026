using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Overlay.Wire;

namespace HyperToken.Tests.Pipes;

/// <summary>What may wait for a link, and what happens to the rest.</summary>
public sealed class LinkQueueTests
{
    private static readonly LinkSettings Limits = HyperTokenSettings.Create(Akka.Configuration.ConfigurationFactory.ParseString(
        "hypertoken.link { queue-frames = 8, queue = 4 KiB, control-frames = 16, control = 2 KiB, batch = 1 KiB }")).Link;

    private readonly List<EncodedFrame> _dropped = [];
    private readonly LinkQueue _queue;

    public LinkQueueTests() => _queue = new LinkQueue(Limits, _dropped.Add);

    [Fact]
    public void Frames_should_come_out_in_order_and_control_before_payload()
    {
        _queue.Add(Payload(1));
        _queue.Add(Control(2));
        _queue.Add(Payload(3));
        _queue.Add(Control(4));

        Assert.Equal([2, 4, 1, 3], Numbers(_queue.Take()));
    }

    [Fact]
    public void Too_much_payload_should_drop_the_oldest_and_count_it()
    {
        for (byte i = 0; i < 20; i++)
            Assert.NotEqual(LinkQueue.Offer.Overflow, _queue.Add(Payload(i)));

        Assert.Equal(8, _queue.Frames);
        Assert.Equal(12, _queue.Dropped);
        Assert.Equal(Enumerable.Range(0, 12), _dropped.Select(Number));
        Assert.Equal([12, 13, 14, 15, 16, 17, 18, 19], Numbers(_queue.Take()));
    }

    [Fact]
    public void Payload_should_be_bounded_in_bytes_as_well()
    {
        for (byte i = 0; i < 6; i++)
            _queue.Add(Payload(i, 1500));

        Assert.Equal(2, _queue.Frames);
        Assert.Equal(3000, _queue.Bytes);
        Assert.Equal([0, 1, 2, 3], _dropped.Select(Number));
    }

    [Fact]
    public void A_payload_longer_than_the_queue_should_wait_alone()
    {
        _queue.Add(Payload(1));
        _queue.Add(Payload(2, 10_000));
        Assert.Equal([2], Numbers(_queue.Take()));
        Assert.Equal([1], _dropped.Select(Number));
    }

    [Theory]
    [InlineData(16, 10)]
    [InlineData(4, 500)]
    public void A_control_frame_without_room_should_fail_the_queue_and_drop_nothing(int fit, int bytes)
    {
        _queue.Add(Payload(99));
        for (byte i = 0; i < fit; i++)
            Assert.NotEqual(LinkQueue.Offer.Overflow, _queue.Add(Control(i, bytes)));

        Assert.Equal(LinkQueue.Offer.Overflow, _queue.Add(Control(100, bytes)));
        Assert.Equal(fit + 1, _queue.Frames);
        Assert.Empty(_dropped);
    }

    [Fact]
    public void A_batch_should_end_at_its_limit()
    {
        for (byte i = 0; i < 8; i++)
            _queue.Add(Payload(i, 400));

        Assert.Equal([0, 1, 2], Numbers(_queue.Take()));
        Assert.True(_queue.StaysAwake());
        Assert.Equal([3, 4, 5], Numbers(_queue.Take()));
        Assert.Equal([6, 7], Numbers(_queue.Take()));
        Assert.Equal(0, _queue.Frames + _queue.Bytes);
    }

    [Fact]
    public void Only_the_first_frame_after_a_rest_should_wake_the_writer()
    {
        Assert.Equal(LinkQueue.Offer.Queued, _queue.Add(Payload(1)));
        _queue.Take();
        Assert.Equal(LinkQueue.Offer.Queued, _queue.Add(Payload(2)));
        Assert.True(_queue.StaysAwake());
        _queue.Take();
        Assert.False(_queue.StaysAwake());
        Assert.Equal(LinkQueue.Offer.Wake, _queue.Add(Payload(3)));
        Assert.Equal(LinkQueue.Offer.Queued, _queue.Add(Payload(4)));
    }

    [Fact]
    public void The_last_word_should_come_behind_everything_that_waits()
    {
        for (byte i = 0; i < 4; i++)
            _queue.Add(Payload(i, 400));

        Assert.False(_queue.Complete(LinkCloseReason.Surplus));
        Assert.Equal(LinkQueue.Offer.Closed, _queue.Add(Control(9)));
        Assert.Null(_queue.Take().LastWord);
        Assert.True(_queue.StaysAwake());
        var last = _queue.Take();
        Assert.Equal([3], Numbers(last));
        Assert.Equal(LinkCloseReason.Surplus, last.LastWord);
    }

    [Fact]
    public void A_queue_that_is_given_up_should_count_the_payload_in_it_as_dropped()
    {
        _queue.Add(Payload(1));
        _queue.Add(Control(2));
        _queue.Add(Payload(3));
        _queue.Abort();
        Assert.Equal([1, 3], _dropped.Select(Number));
        Assert.Equal(0, _queue.Frames + _queue.Bytes);
        Assert.Equal(LinkQueue.Offer.Closed, _queue.Add(Payload(4)));
        Assert.False(_queue.StaysAwake());
    }

    [Fact]
    public void A_publisher_should_wait_at_half_and_be_told_at_a_quarter()
    {
        for (byte i = 0; i < 3; i++)
        {
            Assert.True(_queue.HasRoom());
            _queue.Add(Payload(i, 1000));
        }

        Assert.False(_queue.HasRoom());
        _queue.Add(Payload(3, 1000));
        Assert.False(_queue.Take().MakesRoom);
        Assert.True(_queue.Take().MakesRoom);
        Assert.True(_queue.HasRoom());
        Assert.False(_queue.Take().MakesRoom);
    }

    internal static EncodedFrame Payload(byte number, int bytes = 100) => Frame(FrameKind.Broadcast, number, bytes);

    private static EncodedFrame Control(byte number, int bytes = 10) => Frame(FrameKind.Route, number, bytes);

    private static EncodedFrame Frame(FrameKind kind, byte number, int bytes) =>
        new(new byte[] { FrameCodec.Version, (byte)kind, number }, new byte[bytes - 3]);

    private static int Number(EncodedFrame frame) => frame.Head.Span[2];

    private static IEnumerable<int> Numbers(LinkQueue.Batch batch) => batch.Frames.Select(Number);
}
