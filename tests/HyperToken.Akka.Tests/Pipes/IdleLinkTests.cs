using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Links.Channels;
using HyperToken.Overlay.Peer;

namespace HyperToken.Tests.Pipes;

/// <summary>Links that nothing uses.</summary>
public sealed class IdleLinkTests : PipeTestKit
{
    /// <summary>Nothing is sent that a test has not asked for.</summary>
    private const string Quiet = "hypertoken { kademlia.probe-interval = 1 d, maintenance.interval = 1 d }\n";

    private static readonly HyperTokenSettings Hasty = PipeSettings(Quiet + "hypertoken.link.idle-timeout = 300 ms");

    [Fact]
    public async Task A_link_that_nothing_uses_should_be_closed_and_opened_again_when_it_is_needed()
    {
        var (first, second) = (await StartPeerAsync(0, settings: Hasty), await StartPeerAsync(1, settings: Hasty));
        Assert.Equal(1, (await second.JoinAsync(first.Contact)).Contacts);
        await HasNoLinkAsync(first);
        await HasNoLinkAsync(second);

        // It was no verdict: both know each other still.
        await AwaitAssertAsync(async () => Assert.Equal(1, (await first.InspectAsync()).Table.Count), Patience);
        Assert.Equal(1, (await second.InspectAsync()).Table.Count);
        Assert.Equal(SendOutcome.Delivered, await first.SendAsync(second.Id, "note", new byte[1]));
        await HasNoLinkAsync(first);
    }

    [Fact]
    public async Task The_other_side_should_be_told_why()
    {
        var peer = await StartPeerAsync(0, settings: Hasty);
        var far = await IntroduceAsync(peer);
        Assert.Equal(LinkCloseReason.Excess, (await far.ReadToEndAsync()).Reason);
    }

    [Fact]
    public async Task One_that_is_dialled_should_have_its_own_time_limit()
    {
        var peer = await StartPeerAsync(0, settings: PipeSettings(Quiet + "hypertoken.link { idle-timeout = 100 ms, handshake-timeout = 2 s }"));
        Extension.Network.Listen(FarEnd.Self, TestActor);
        var joining = peer.JoinAsync(FarEnd.Self);
        var dialled = await ExpectMsgAsync<TransportActor.InboundChannel>(Patience);
        var far = new FarEnd(Assert.IsType<PipeChannel>(dialled.Channel));
        var end = await far.ReadToEndAsync();

        // Closed for want of a hello, which has no last word, and not for want of use.
        Assert.Equal(LinkCloseReason.Gone, end.Reason);
        Assert.Equal(0, (await joining).Contacts);
    }
}
