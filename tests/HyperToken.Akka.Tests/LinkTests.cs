using HyperToken.Links;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Tests;

public sealed class LinkTests : LiveTestKit
{
    public LinkTests()
        : base("hypertoken.max-links = 8")
    {
    }

    [Theory]
    [InlineData(new byte[] { }, FrameError.Truncated)]
    [InlineData(new byte[] { 9, 2 }, FrameError.UnknownVersion)]
    [InlineData(new byte[] { 1, 99 }, FrameError.UnknownKind)]
    [InlineData(new byte[] { 1, 2, 0 }, FrameError.Truncated)]
    [InlineData(new byte[] { 1, 4, 255, 255 }, FrameError.Malformed)]
    public async Task A_frame_that_cannot_be_understood_should_cost_the_sender_its_link_and_nothing_else(byte[] bytes, FrameError error)
    {
        var peer = await StartPeerAsync(0);
        var stranger = Stranger(1);
        Assert.True(Extension.Network.TryDial(stranger, peer.Id, Extension.Settings.Link, null, Instant.Zero, out var link));
        Assert.True(link.TrySend(new EncodedFrame(bytes, default), Instant.Zero));

        await ExpectMsgAsync<TransportActor.RemoteClosed>(closed => closed.Reason == LinkCloseReason.Faulty, Patience);
        Assert.False(link.TrySend(FrameCodec.Encode(new PingFrame(1)), Instant.Zero));
        Assert.Equal(1, (await peer.InspectAsync()).FrameErrors[error]);
        await AwaitAssertAsync(async () => Assert.Empty((await peer.InspectAsync()).Links), Patience);
    }

    [Fact]
    public async Task A_frame_longer_than_the_limit_should_cost_the_sender_its_link()
    {
        var peer = await StartPeerAsync(0, settings: Settings("hypertoken { max-frame = 64 KiB, broadcast.max-payload = 1 KiB }"));
        Assert.True(Extension.Network.TryDial(Stranger(1), peer.Id, Extension.Settings.Link, null, Instant.Zero, out var link));
        link.TrySend(new EncodedFrame(new byte[] { 1, 6 }, new byte[64 << 10]), Instant.Zero);

        await ExpectMsgAsync<TransportActor.RemoteClosed>(Patience);
        Assert.Equal(1, (await peer.InspectAsync()).FrameErrors[FrameError.Oversized]);
    }

    [Fact]
    public async Task A_ping_should_be_answered_over_the_link_it_came_on()
    {
        var peer = await StartPeerAsync(0);
        Assert.True(Extension.Network.TryDial(Stranger(1), peer.Id, Extension.Settings.Link, null, Instant.Zero, out var link));
        link.TrySend(FrameCodec.Encode(new PingFrame(7)), Instant.Zero);

        var arrived = await ExpectMsgAsync<PeerActor.FrameArrived>(Patience);
        Assert.Equal(FrameError.None, FrameCodec.TryDecode(arrived.Bytes, 1 << 20, out var frame));
        Assert.Equal(new PongFrame(7), frame);
    }

    [Fact]
    public async Task Links_should_stay_within_their_limit_and_messages_still_arrive()
    {
        var peers = await StartNetworkAsync(40);
        foreach (var peer in peers)
            await peer.FindNodeAsync(peers[0].Id);

        await AwaitAssertAsync(
            async () =>
            {
                foreach (var peer in peers)
                    Assert.InRange((await peer.InspectAsync()).Links.Count, 0, 8);
            },
            Patience);
        foreach (var peer in peers[1..])
            Assert.Equal(Overlay.Peer.SendOutcome.Delivered, await peers[0].SendAsync(peer.Id, "note", new byte[1]));
    }

    /// <summary>A peer played by the test: frames and link events come to the test actor.</summary>
    private InProcessEndpoint Stranger(ulong index) => Extension.Network.Listen(new Contact(PeerId.Derive(9, index)), TestActor);
}
