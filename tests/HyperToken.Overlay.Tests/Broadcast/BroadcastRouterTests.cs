using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast;

public sealed class BroadcastRouterTests
{
    private static readonly BroadcastSettings Settings = new() { FanOut = 4, TimeToLive = 6, MaxPayloadBytes = 100 };
    private static readonly Contact[] InTable = Ids.Peers(30)[10..];
    private static readonly Contact[] Linked = Ids.Peers(4)[1..];
    private readonly PeerNeighbours _neighbours = new(Tables.Snapshot(Ids.Of(0), InTable));
    private readonly PeerCounters _counters = new();
    private readonly RecordingOutput _output = new();
    private readonly MessageMemory _memory = new(Settings.Repair);
    private readonly BroadcastRouter _router;

    public BroadcastRouterTests()
    {
        _router = new BroadcastRouter(Settings, _memory, new RandomSource(1), _counters);
        foreach (var contact in Linked)
            _neighbours.Opened(contact);
    }

    [Fact]
    public void A_published_message_should_go_to_the_fan_out_with_its_whole_time_to_live()
    {
        var body = Body(Ids.Of(0));
        Assert.Equal(4, _router.Publish(body, BroadcastPlan.Epidemic, reachLimit: null, _neighbours, Instant.Zero, _output));
        Assert.Equal(4, _output.Sent.Select(sent => sent.To.Id).Distinct().Count());
        Assert.All(_output.TakeSent<BroadcastFrame>(), sent =>
            Assert.Equal(new HopHeader(body.Id, BroadcastPlan.Epidemic, TimeToLive: 5, Hops: 1), sent.Frame.Header));
        Assert.Empty(_output.Delivered);
        Assert.Equal((1, 4), (_counters.Published, _counters.PayloadsSent));
    }

    [Fact]
    public void A_message_of_ones_own_that_comes_back_should_be_a_duplicate()
    {
        var body = Body(Ids.Of(0));
        _router.Publish(body, BroadcastPlan.Epidemic, reachLimit: null, _neighbours, Instant.Zero, _output);
        Assert.Equal(ReceiveOutcome.Duplicate, Receive(Frame(body)));
        Assert.Empty(_output.Delivered);
    }

    [Fact]
    public void A_message_should_be_delivered_and_forwarded_once()
    {
        var frame = Frame(Body(Ids.Of(50)));
        Assert.Equal(ReceiveOutcome.Delivered, Receive(frame));
        Assert.Equal(4, _output.TakeSent<BroadcastFrame>().Count);
        Assert.Equal((frame.Header.Id, 3), (_output.Delivered[0].Body.Id, _output.Delivered[0].Hops));

        Assert.Equal(ReceiveOutcome.Duplicate, Receive(frame));
        Assert.Empty(_output.Sent);
        Assert.Single(_output.Delivered);
        Assert.Equal((2, 1, 1), (_counters.PayloadsReceived, _counters.Duplicates, _counters.Delivered));
    }

    [Fact]
    public void Only_the_hop_header_should_be_written_anew()
    {
        var frame = Frame(Body(Ids.Of(50))) with { Header = new HopHeader(Body(Ids.Of(50)).Id, BroadcastPlan.Epidemic, 4, 3, Height: 9) };
        Receive(frame);
        Assert.All(_output.TakeSent<BroadcastFrame>(), sent =>
        {
            Assert.Equal(frame.Header with { TimeToLive = 3, Hops = 4 }, sent.Frame.Header);
            Assert.True(frame.Envelope.Bytes.Equals(sent.Frame.Envelope.Bytes), "The envelope was copied.");
            Assert.True(frame.Envelope.Bytes.Equals(FrameCodec.Encode(sent.Frame).Tail));
        });
    }

    [Fact]
    public void Neither_sender_nor_origin_should_get_a_copy()
    {
        for (var i = 0; i < 50; i++)
        {
            var (origin, from) = (InTable[i % 20], InTable[(i + 7) % 20]);
            Receive(Frame(Body(origin.Id, i + 1)), from);
            Assert.DoesNotContain(_output.TakeSent<BroadcastFrame>(), sent => sent.To.Id == origin.Id || sent.To.Id == from.Id);
        }
    }

    [Fact]
    public void The_last_hop_should_deliver_and_not_forward()
    {
        var frame = Frame(Body(Ids.Of(50)));
        Assert.Equal(ReceiveOutcome.Delivered, Receive(frame with { Header = frame.Header with { TimeToLive = 0 } }));
        Assert.Single(_output.Delivered);
        Assert.Empty(_output.Sent);
        Assert.Equal(1, _counters.Expired);
    }

    [Fact]
    public void Hops_should_stop_counting_at_255()
    {
        var frame = Frame(Body(Ids.Of(50)));
        Receive(frame with { Header = frame.Header with { Hops = 255 } });
        Assert.All(_output.TakeSent<BroadcastFrame>(), sent => Assert.Equal(255, sent.Frame.Header.Hops));
    }

    [Fact]
    public void The_plan_of_the_header_should_be_obeyed()
    {
        var frame = Frame(Body(Ids.Of(50)));
        Receive(frame with { Header = frame.Header with { Plan = BroadcastPlan.Naive } });
        Assert.Equal(Linked.Select(contact => contact.Id).Order(), _output.TakeSent<BroadcastFrame>().Select(sent => sent.To.Id).Order());
    }

    [Fact]
    public void A_plan_not_routed_here_should_be_delivered_and_counted()
    {
        var frame = Frame(Body(Ids.Of(50)));
        Assert.Equal(ReceiveOutcome.Delivered, Receive(frame with { Header = frame.Header with { Plan = (BroadcastPlan)77 } }));
        Assert.Single(_output.Delivered);
        Assert.Empty(_output.Sent);
        Assert.Equal(1, _counters.UnknownPlan);
    }

    [Fact]
    public void A_content_that_is_not_what_the_header_says_should_be_refused_and_not_shut_the_real_one_out()
    {
        var real = Frame(Body(Ids.Of(50)));
        var forged = new BroadcastFrame(real.Header, Envelope.Seal(Body(Ids.Of(51))));
        var garbage = new BroadcastFrame(real.Header, Envelope.FromWire(new byte[] { 1, 2, 3 }));
        var forOne = Body(Ids.Of(50), 9) with { Target = Ids.Of(51) };

        Assert.Equal(ReceiveOutcome.Malformed, Receive(forged));
        Assert.Equal(ReceiveOutcome.Malformed, Receive(garbage));
        Assert.Equal(ReceiveOutcome.Malformed, Receive(Frame(forOne)));
        Assert.Equal(3, _counters.Refused);
        Assert.Equal(0, _memory.Count);
        Assert.Empty(_output.Delivered);
        Assert.Empty(_output.Sent);

        Assert.Equal(ReceiveOutcome.Delivered, Receive(real));
    }

    [Fact]
    public void A_payload_above_the_limit_should_be_refused()
    {
        Assert.Equal(ReceiveOutcome.Delivered, Receive(Frame(Body(Ids.Of(50), 1, payloadBytes: 100))));
        Assert.Equal(ReceiveOutcome.Malformed, Receive(Frame(Body(Ids.Of(50), 2, payloadBytes: 101))));
        Assert.Equal(1, _counters.Refused);
        Assert.Single(_output.Delivered);
    }

    [Fact]
    public void A_peer_that_knows_nobody_should_send_to_nobody()
    {
        var alone = new PeerNeighbours(Tables.Snapshot(Ids.Of(0)));
        Assert.Equal(0, _router.Publish(Body(Ids.Of(0)), BroadcastPlan.Epidemic, reachLimit: null, alone, Instant.Zero, _output));
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void A_repaired_message_should_be_delivered_once_and_not_forwarded()
    {
        var frame = Frame(Body(Ids.Of(50)));
        var repaired = frame with { Header = new HopHeader(frame.Header.Id, BroadcastPlan.Repair, TimeToLive: 0, Hops: 1) };
        Assert.Equal(ReceiveOutcome.Repaired, Receive(repaired));
        Assert.Equal(ReceiveOutcome.Duplicate, Receive(frame));
        Assert.Single(_output.Delivered);
        Assert.Empty(_output.TakeSent<BroadcastFrame>());
        Assert.Equal((1, 0, 0), (_counters.Repaired, _counters.Expired, _counters.UnknownPlan));
    }

    [Fact]
    public void A_message_that_has_left_the_window_should_not_be_delivered_again()
    {
        var frame = Frame(Body(Ids.Of(50)));
        Receive(frame);
        _memory.Expire(new Instant(130_000_000));
        Assert.Equal(0, _memory.Count);
        Assert.Equal(ReceiveOutcome.Duplicate, Receive(frame));
        Assert.Single(_output.Delivered);
    }

    [Fact]
    public void A_message_too_old_to_be_told_should_be_refused_and_counted()
    {
        var (late, newer) = (Body(Ids.Of(50), 1), Body(Ids.Of(50), 2) with { CreatedMicros = 300_000_000 });
        Assert.Equal(ReceiveOutcome.Delivered, Receive(Frame(newer)));
        Assert.Equal(ReceiveOutcome.Refused, Receive(Frame(late)));
        Assert.Equal((1, 1), (_counters.TooOld, _counters.Delivered));
    }

    [Fact]
    public void A_sequence_of_a_message_for_one_peer_should_be_refused()
    {
        var body = Body(Ids.Of(50)) with { Sequence = EnvelopeBody.FirstDirectSequence };
        Assert.Equal(ReceiveOutcome.Malformed, Receive(Frame(body)));
    }

    private static EnvelopeBody Body(PeerId origin, int sequence = 1, int payloadBytes = 5) =>
        new(origin, 1, (ulong)sequence, 0, "line", new byte[payloadBytes]);

    private static BroadcastFrame Frame(EnvelopeBody body)
    {
        var header = new HopHeader(body.Id, BroadcastPlan.Epidemic, TimeToLive: 4, Hops: 3);
        var sealedBytes = Envelope.Seal(body).Bytes;
        return new BroadcastFrame(header, Envelope.FromWire(sealedBytes));
    }

    private ReceiveOutcome Receive(BroadcastFrame frame, Contact? from = null) =>
        _router.Receive(from ?? Ids.Peer(60), frame, _neighbours, Instant.Zero, _output);
}
