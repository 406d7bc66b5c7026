using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;
using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Tests.Measures;

public sealed class TrafficTests
{
    private static readonly MessageId Id = new(1, 2);
    private static readonly AckFrame Ack = new(Id, 5, Load: 0, Reached: 1);
    private static readonly Frame[] Control =
    [
        Ack, new OfferFrame(Id, 5), new HaveFrame(Id, 5), new WantFrame(Id), new ServeFrame(Id, default, 3), new DoneFrame(Id, 5, 9),
        new FetchFrame([]),
    ];

    private readonly Traffic _traffic = new();

    [Fact]
    public void Payloads_control_frames_and_digests_are_counted_apart_with_their_bytes()
    {
        var payload = Payload(BroadcastPlan.Tree);
        var digest = new DigestFrame([], WantsReply: true);
        _traffic.Sent(payload);
        _traffic.Sent(digest);
        _traffic.Sent(digest);
        foreach (var frame in Control)
            _traffic.Sent(frame);

        Assert.Equal((1, 7, 2), (_traffic.PayloadsSent, _traffic.ControlSent, _traffic.DigestsSent));
        Assert.Equal(FrameCodec.LengthOf(payload), _traffic.PayloadBytes);
        Assert.Equal(Control.Sum(FrameCodec.LengthOf), _traffic.ControlBytes);
        Assert.Equal(2 * FrameCodec.LengthOf(digest), _traffic.DigestBytes);
        Assert.All(Control, frame => Assert.Equal(1, _traffic.SentOf(frame.Kind)));
    }

    [Fact]
    public void What_repair_sends_is_a_payload_and_known_as_repairs()
    {
        _traffic.Sent(Payload(BroadcastPlan.Tree));
        _traffic.Sent(Payload(BroadcastPlan.Repair));
        _traffic.Received(Payload(BroadcastPlan.Repair));
        _traffic.Received(Ack);
        Assert.Equal((2, 1, 1), (_traffic.PayloadsSent, _traffic.RepairsSent, _traffic.PayloadsReceived));
    }

    [Fact]
    public void Joining_lookups_and_signs_of_life_are_left_out()
    {
        foreach (var frame in new Frame[] { new PingFrame(1), new PongFrame(1), new FindNodeFrame(1, default, 20), GoodbyeFrame.Instance, new HelloFrame(new Contact(default)) })
        {
            _traffic.Sent(frame);
            Assert.False(FrameUses.BelongsToBroadcast(frame.Kind));
        }

        Assert.Equal((0, 0, 0), (_traffic.PayloadsSent, _traffic.ControlSent, _traffic.DigestsSent));
    }

    [Fact]
    public void A_broadcast_goes_on_while_payload_or_control_frames_are_under_way_and_digests_do_not_prolong_it()
    {
        Assert.True(FrameUses.BelongsToBroadcast(FrameKind.Broadcast));
        Assert.All(Control, frame => Assert.True(FrameUses.BelongsToBroadcast(frame.Kind)));
        Assert.False(FrameUses.BelongsToBroadcast(FrameKind.Digest));
    }

    [Fact]
    public void The_kinds_of_control_frames_are_those_the_result_names()
    {
        Assert.Equal(Control.Select(frame => frame.Kind), FrameUses.ControlKinds);
        Assert.Equal(["ack", "offer", "have", "want", "serve", "done", "fetch"], FrameUses.ControlKinds.Select(EnumText.Write));
    }

    [Fact]
    public void The_counts_of_two_workers_add_up()
    {
        var other = new Traffic();
        foreach (var frame in Control)
            other.Sent(frame);

        other.Sent(Payload(BroadcastPlan.Repair));
        other.Delivered(hops: 4, isFirst: true);
        other.Delivered(hops: 9, isFirst: false);
        _traffic.Sent(Ack);
        _traffic.Delivered(hops: 2, isFirst: true);
        _traffic.Add(other);
        Assert.Equal((1, 8, 1), (_traffic.PayloadsSent, _traffic.ControlSent, _traffic.RepairsSent));
        Assert.Equal((2, 6, 4, 1), (_traffic.Deliveries, _traffic.HopsSum, _traffic.HopsMax, _traffic.DeliveredTwice));
        Assert.Equal(2, _traffic.SentOf(FrameKind.Ack));
    }

    private static BroadcastFrame Payload(BroadcastPlan plan) =>
        new(new HopHeader(Id, plan, 1, 1), Envelope.Seal(new EnvelopeBody(default, 1, 1, 0, "type", new byte[100])));
}
