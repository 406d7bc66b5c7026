using System.Collections.Concurrent;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken.Tests.Roles;

/// <summary>Live peers whose roles come about within seconds. Where nobody is heard for a second on a busy machine, a peer elects itself, and has found nobody.</summary>
public abstract class RoleTestKit : LiveTestKit
{
    private const string Hasty = """
        hypertoken {
          strategy = supernode
          supernode {
            preset = quick, min-uptime = 0 s, election-delay = 1 s, heartbeat-interval = 200 ms, evaluation-interval = 200 ms
          }
        }

        """;

    protected RoleTestKit(string hocon = "")
        : base(Hasty + hocon)
    {
    }

    /// <summary>Peers of which at least so many are supernodes, and every leaf holds three.</summary>
    protected async Task<HyperTokenPeer[]> StartSettledAsync(int count, int supernodes)
    {
        var peers = await StartNetworkAsync(count);
        await AwaitSettledAsync(peers, supernodes);
        return peers;
    }

    protected Task AwaitSettledAsync(IReadOnlyCollection<HyperTokenPeer> peers, int supernodes) => AwaitAssertAsync(
        async () =>
        {
            var roles = await RolesAsync(peers);
            Assert.InRange(roles.Count(role => !role.IsLeaf), supernodes, peers.Count);
            Assert.All(roles.Where(role => role.IsLeaf), leaf => Assert.Equal(3, leaf.Supernodes.Count));
        },
        Patience);

    protected static async Task<RoleSnapshot[]> RolesAsync(IEnumerable<HyperTokenPeer> peers) =>
        [.. (await Task.WhenAll(peers.Select(peer => peer.InspectAsync()))).Select(report => report.Role!.Snapshot)];

    protected static async Task<HyperTokenPeer[]> OfRoleAsync(IReadOnlyCollection<HyperTokenPeer> peers, PeerRole role) =>
        [.. peers.Zip(await RolesAsync(peers)).Where(pair => pair.Second.Role == role).Select(pair => pair.First)];

    /// <summary>What each of these peers hears from now on.</summary>
    protected static async Task<ConcurrentQueue<(PeerId Receiver, MessageId Message)>> CollectAsync(IEnumerable<HyperTokenPeer> peers)
    {
        var received = new ConcurrentQueue<(PeerId, MessageId)>();
        foreach (var peer in peers)
        {
            await peer.SubscribeAsync(happened =>
            {
                if (happened is MessageReceived message)
                    received.Enqueue((peer.Id, message.Id));
            });
        }

        return received;
    }
}
