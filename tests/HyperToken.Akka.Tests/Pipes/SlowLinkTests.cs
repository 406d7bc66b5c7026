using System.Collections.Concurrent;
using HyperToken.Links;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Tests.Pipes;

/// <summary>
/// A receiver that is slow, stuck or cut off costs nobody else anything: neither deliveries nor memory. With the epidemic plan, which
/// goes on sending to it: the tree plan would give it no more payloads once it does not acknowledge.
/// </summary>
public sealed class SlowLinkTests : PipeTestKit
{
    private const int QueueFrames = 32;
    private const int QueueBytes = 48 << 10;
    private const int Peers = 6;
    private const int Messages = 300;
    private readonly ConcurrentQueue<(PeerId Receiver, MessageId Message)> _received = [];

    public SlowLinkTests()
        : base($"hypertoken {{ broadcast.plan = epidemic, link {{ queue-frames = {QueueFrames}, queue = {QueueBytes} B }} }}")
    {
    }

    [Fact]
    public async Task A_receiver_that_stops_reading_should_lose_payload_while_the_others_get_everything()
    {
        var peers = await StartAsync();
        await IntroduceAsync(peers[0]);
        await PublishAsync(peers[0], _ => Task.CompletedTask);

        await AllOthersHaveEverythingAsync(peers);
        var slow = (await LinkToFarEndAsync(peers[0]))!;
        AssertBounded(slow);
        Assert.Equal(QueueFrames, slow.QueuedFrames);

        // What is neither dropped nor queued lies in the pipe, or was written when the pipe was full.
        var written = Messages - slow.Traffic.Dropped - slow.QueuedFrames;
        Assert.InRange(written, 1, 12);
        await OthersAreAtRestAsync(peers[0]);
    }

    /// <summary>Four messages come while it reads one: it never catches up, and is never disconnected.</summary>
    [Fact]
    public async Task A_receiver_that_reads_too_slowly_should_get_what_it_can_take_and_hold_up_nobody()
    {
        var peers = await StartAsync();
        var far = await IntroduceAsync(peers[0]);
        var read = 0;
        await PublishAsync(peers[0], async i =>
        {
            if (i % 4 == 0 && i > 100)
            {
                await far.ReadAsync<BroadcastFrame>();
                read++;
            }
        });

        await AllOthersHaveEverythingAsync(peers);
        var slow = (await LinkToFarEndAsync(peers[0]))!;
        AssertBounded(slow);
        Assert.InRange(slow.Traffic.Dropped, 1, Messages - read);
        await OthersAreAtRestAsync(peers[0]);

        // Now it reads on, and gets all that waited: the youngest, in order.
        for (; read < Messages - slow.Traffic.Dropped; read++)
            await far.ReadAsync<BroadcastFrame>();

        await AwaitAssertAsync(async () => Assert.Equal(0, (await LinkToFarEndAsync(peers[0]))!.QueuedFrames), Patience);
    }

    [Fact]
    public async Task A_receiver_that_is_cut_off_in_the_middle_should_be_forgotten_while_the_others_get_everything()
    {
        var peers = await StartAsync();
        var far = await IntroduceAsync(peers[0]);
        await PublishAsync(peers[0], async i =>
        {
            if (i != Messages / 2)
                return;

            await far.WriteBytesAsync(0, 0, 1, 0, 1, 6, 2, 3);
            far.Vanish();
        });

        await AllOthersHaveEverythingAsync(peers);
        await AwaitAssertAsync(async () => Assert.Null(await LinkToFarEndAsync(peers[0])), Patience);
        var report = await peers[0].InspectAsync();

        // What the lost link had dropped, and what it took with it, stays on the account of the peer.
        Assert.InRange(report.Traffic.Dropped, 1, Messages);
        await OthersAreAtRestAsync(peers[0]);
    }

    [Fact]
    public async Task A_receiver_that_takes_no_control_frames_either_should_lose_its_link()
    {
        var peer = await StartPeerAsync(0, settings: PipeSettings("hypertoken.link { control-frames = 16, control = 1 KiB }"));
        var probe = CreateTestProbe();
        var far = await IntroduceAsync(peer);
        await peer.SubscribeAsync(probe.Ref);

        // It asks and asks, and never reads an answer.
        for (ulong i = 0; i < 2000 && await far.WriteAsync(new PingFrame(i)); i++)
        {
        }

        await probe.FishForMessageAsync(happened => happened is MembershipChanged { Change: MembershipChange.LinkClosed }, Patience);
        Assert.Equal(LinkCloseReason.Gone, (await far.ReadToEndAsync()).Reason);
    }

    private async Task<HyperTokenPeer[]> StartAsync()
    {
        var peers = await StartNetworkAsync(Peers);
        foreach (var peer in peers[1..])
        {
            await peer.SubscribeAsync(happened =>
            {
                if (happened is MessageReceived message)
                    _received.Enqueue((peer.Id, message.Id));
            });
        }

        return peers;
    }

    /// <summary>Now and then waits until the others have taken everything: it is the slow link alone that falls behind.</summary>
    private async Task PublishAsync(HyperTokenPeer peer, Func<int, Task> meanwhile)
    {
        for (var i = 0; i < Messages; i++)
        {
            await peer.BroadcastAsync("line", new byte[1000]);
            await meanwhile(i);
            if (i % 8 == 7)
                await OthersAreAtRestAsync(peer);
        }
    }

    private Task AllOthersHaveEverythingAsync(HyperTokenPeer[] peers) => AwaitAssertAsync(
        () =>
        {
            Assert.Equal(Messages * (peers.Length - 1), _received.Count);
            Assert.Equal(_received.Count, _received.Distinct().Count());
        },
        Patience);

    /// <summary>Nothing dropped and nothing left on any link but the slow one.</summary>
    private Task OthersAreAtRestAsync(HyperTokenPeer peer) => AwaitAssertAsync(
        async () =>
        {
            var others = (await peer.InspectAsync()).LinkReports.Where(link => link.Contact.Id != FarEnd.Self.Id).ToArray();
            Assert.Equal(Peers - 1, others.Length);
            Assert.All(others, link => Assert.Equal((0L, 0), (link.Traffic.Dropped, link.QueuedFrames)));
        },
        Patience,
        TimeSpan.FromMilliseconds(1));

    private static void AssertBounded(LinkReport link)
    {
        Assert.InRange(link.QueuedFrames, 0, QueueFrames + 16);
        Assert.InRange(link.QueuedBytes, 0, QueueBytes + 1024);
    }
}
