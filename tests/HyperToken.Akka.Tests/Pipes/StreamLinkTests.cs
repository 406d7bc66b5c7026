using Akka.Actor;
using Akka.Streams;
using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Links.Channels;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Tests.Pipes;

/// <summary>One link over a byte stream, from its first frame to its end.</summary>
public sealed class StreamLinkTests : PipeTestKit
{
    [Fact]
    public async Task Both_sides_should_first_say_who_they_are()
    {
        var peer = await StartPeerAsync(0);
        var far = Connect(peer);
        Assert.Equal(peer.Id, Assert.IsType<HelloFrame>(Decode(await far.ReadAsync())).Contact.Id);
        Assert.Empty((await peer.InspectAsync()).Links);

        await far.HelloAsync();
        await AwaitAssertAsync(async () => Assert.Equal(FarEnd.Self.Id, Assert.Single((await peer.InspectAsync()).Links).Id), Patience);
    }

    [Fact]
    public async Task What_follows_a_second_hello_should_come_from_who_the_other_side_says_it_is_now()
    {
        var peer = await StartPeerAsync(0);
        var far = Connect(peer);
        await far.WriteAsync(new HelloFrame(new Contact(FarEnd.Self.Id, mode: ContactMode.Leaf, sequence: 1)));
        await far.WriteAsync(new PingFrame(7));
        Assert.Equal(7u, (await far.ReadAsync<PongFrame>()).Request);
        Assert.Equal(0, (await peer.InspectAsync()).Table.Count);

        await far.WriteAsync(new HelloFrame(new Contact(FarEnd.Self.Id, mode: ContactMode.Server, sequence: 2)));
        await far.WriteAsync(new PingFrame(8));
        Assert.Equal(8u, (await far.ReadAsync<PongFrame>()).Request);
        await AwaitAssertAsync(async () => Assert.Equal(2u, (await peer.InspectAsync()).Table.Find(FarEnd.Self.Id)?.Sequence), Patience);
    }

    [Fact]
    public async Task A_second_hello_of_somebody_else_should_cost_the_link()
    {
        var peer = await StartPeerAsync(0);
        var far = await IntroduceAsync(peer);
        await far.WriteAsync(new HelloFrame(new Contact(PeerId.Derive(9, 10))));

        Assert.Equal(LinkCloseReason.Faulty, (await far.ReadToEndAsync()).Reason);
        Assert.Equal(1, (await peer.InspectAsync()).FrameErrors[FrameError.Malformed]);
    }

    [Fact]
    public async Task A_ping_should_be_answered_over_the_link_it_came_on()
    {
        var far = await IntroduceAsync(await StartPeerAsync(0));
        await far.WriteAsync(new PingFrame(7));
        Assert.Equal(7u, (await far.ReadAsync<PongFrame>()).Request);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 2, 9, 2 }, FrameError.UnknownVersion)]
    [InlineData(new byte[] { 0, 0, 0, 1, 1 }, FrameError.Truncated)]
    [InlineData(new byte[] { 0, 0, 0, 2, 1, 9 }, FrameError.Malformed)]
    [InlineData(new byte[] { 127, 0, 0, 0, 1, 1 }, FrameError.Oversized)]
    public async Task Who_does_not_begin_with_hello_should_have_no_link(byte[] bytes, FrameError error)
    {
        var peer = await StartPeerAsync(0);
        var far = Connect(peer);
        await far.WriteBytesAsync(bytes);

        Assert.Equal(LinkCloseReason.Faulty, (await far.ReadToEndAsync()).Reason);
        Assert.Equal(1, (await peer.InspectAsync()).FrameErrors[error]);
        await HasNoLinkAsync(peer);
    }

    [Fact]
    public async Task Who_claims_to_be_the_peer_itself_should_have_no_link()
    {
        var peer = await StartPeerAsync(0);
        var far = Connect(peer);
        await far.WriteAsync(new HelloFrame(peer.Contact));
        Assert.Equal(LinkCloseReason.Faulty, (await far.ReadToEndAsync()).Reason);
        await HasNoLinkAsync(peer);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 2, 1, 99 }, FrameError.UnknownKind)]
    [InlineData(new byte[] { 0, 0, 0, 3, 1, 2, 0 }, FrameError.Truncated)]
    [InlineData(new byte[] { 0, 0, 0, 4, 1, 4, 255, 255 }, FrameError.Malformed)]
    [InlineData(new byte[] { 0, 0, 0, 0, 200 }, FrameError.Malformed)]
    [InlineData(new byte[] { 0, 16, 17, 17, 1, 6 }, FrameError.Oversized)]
    public async Task Nonsense_should_cost_the_sender_its_link_and_nothing_else(byte[] bytes, FrameError error)
    {
        var peer = await StartPeerAsync(0);
        var far = await IntroduceAsync(peer);
        await far.WriteBytesAsync(bytes);

        Assert.Equal(LinkCloseReason.Faulty, (await far.ReadToEndAsync()).Reason);
        Assert.Equal(1, (await peer.InspectAsync()).FrameErrors[error]);
        await HasNoLinkAsync(peer);
    }

    [Fact]
    public async Task A_link_that_is_cut_within_a_frame_should_be_lost()
    {
        var peer = await StartPeerAsync(0);
        var probe = CreateTestProbe();
        var far = await IntroduceAsync(peer);
        await peer.SubscribeAsync(probe.Ref);
        await far.WriteBytesAsync(0, 0, 0, 50, 1, 6, 2);
        far.Cut();

        await probe.FishForMessageAsync(happened => happened is MembershipChanged { Change: MembershipChange.LinkClosed }, Patience);
        Assert.Equal(LinkCloseReason.Gone, (await far.ReadToEndAsync()).Reason);
        Assert.Empty((await peer.InspectAsync()).FrameErrors);
    }

    [Fact]
    public async Task What_was_sent_before_the_last_word_should_still_be_taken_and_answered_with_a_last_word()
    {
        var peer = await StartPeerAsync(0);
        var far = await IntroduceAsync(peer);
        var before = (await peer.InspectAsync()).Counters.FramesReceived;
        for (ulong i = 0; i < 10; i++)
            await far.WriteAsync(new PongFrame(i));

        await far.WriteLastWordAsync(LinkCloseReason.Excess);
        Assert.NotEqual(LinkCloseReason.Gone, (await far.ReadToEndAsync()).Reason);
        await HasNoLinkAsync(peer);
        Assert.Equal(before + 10, (await peer.InspectAsync()).Counters.FramesReceived);
    }

    [Fact]
    public async Task Who_never_says_who_it_is_should_lose_the_connection()
    {
        var peer = await StartPeerAsync(0, settings: PipeSettings("hypertoken.link.handshake-timeout = 20 ms"));
        var far = Connect(peer);
        Assert.Equal(LinkCloseReason.Gone, (await far.ReadToEndAsync()).Reason);
        await HasNoLinkAsync(peer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dialled_peer_that_answers_wrongly_or_not_at_all_should_count_as_not_there(bool answersAsAnother)
    {
        Extension.Network.Listen(FarEnd.Self, TestActor);
        var peer = await StartPeerAsync(0, settings: PipeSettings("hypertoken.maintenance.rejoin-interval = 10 ms"));
        var joining = peer.JoinAsync(FarEnd.Self);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var far = new FarEnd((PipeChannel)(await ExpectMsgAsync<TransportActor.InboundChannel>(Patience)).Channel);
            Assert.IsType<HelloFrame>(Decode(await far.ReadAsync()));
            if (answersAsAnother)
                await far.WriteAsync(new HelloFrame(new Contact(PeerId.Derive(9, 1))));
            else
                far.Vanish();
        }

        Assert.Equal(0, (await joining.WaitAsync(Patience)).Contacts);
        var report = await peer.InspectAsync();
        Assert.Empty(report.Links);
        Assert.Equal(answersAsAnother ? 3 : 0, report.FrameErrors.GetValueOrDefault(FrameError.Malformed));
    }

    /// <summary>A peer that does not take what comes has its links stop reading, and whoever sends finds no room.</summary>
    [Fact]
    public async Task A_mailbox_that_does_not_drain_should_stop_the_sender()
    {
        var settings = PipeSettings("hypertoken.link { in-flight-frames = 10, queue-frames = 20 }");
        var near = Extension.Network.Listen(new Contact(PeerId.Derive(9, 1)), CreateTestProbe().Ref);
        var stuck = CreateTestProbe();
        var far = Extension.Network.Listen(new Contact(PeerId.Derive(9, 2)), stuck.Ref);
        Assert.True(Extension.Network.TryConnect(near, far.Contact.Id, settings.Link, out var channel));
        var other = (PipeChannel)(await stuck.ExpectMsgAsync<TransportActor.InboundChannel>(Patience)).Channel;
        var sender = StartLink(channel, near, settings, far.Contact);
        var receiver = StartLink(other, far, settings, null);

        await AwaitAssertAsync(() => Assert.True(receiver.IsNamed), Patience);
        var sent = 0;
        await AwaitAssertAsync(
            () =>
            {
                for (var i = 0; i < 100; i++, sent++)
                    Assert.True(sender.TrySend(LinkQueueTests.Payload((byte)sent, 400), Instant.Zero));

                Assert.True(sender.Report().Traffic.Dropped >= 100);
                Assert.Equal(11, receiver.InFlight);
            },
            Patience);

        // In the mailbox 10, in the reader's hand one; in the pipe 4 KiB and the batch that filled it; in the queue 20.
        var report = sender.Report();
        Assert.InRange(report.QueuedFrames, 0, 20);
        Assert.InRange(sent - report.Traffic.Dropped, 11, 20 + 11 + 11 + 11 + 1);

        // As it drains, the rest comes.
        for (var i = 0; i < sent - report.Traffic.Dropped; i++)
        {
            var arrived = await stuck.ExpectMsgAsync<PeerActor.FrameArrived>(Patience);
            receiver.Taken(arrived.Bytes, Instant.Zero);
        }

        await AwaitAssertAsync(() => Assert.Equal(0, sender.Report().QueuedFrames), Patience);
    }

    private StreamLink StartLink(PipeChannel channel, InProcessEndpoint self, HyperTokenSettings settings, Contact? dialled)
    {
        var link = new StreamLink(channel, self, settings.Link, 1 << 20, dialled);
        Sys.ActorOf(Props.Create<LinkActor>(link, settings.Link, Sys.Materializer(), TestActor));
        return link;
    }

    private static Frame Decode(FrameRead read)
    {
        Assert.Equal(FrameError.None, FrameCodec.TryDecode(read.Frame, FrameCodec.DefaultMaxFrameBytes, out var frame));
        return frame!;
    }
}
