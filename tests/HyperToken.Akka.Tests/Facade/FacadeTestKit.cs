using System.Collections.Concurrent;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Peers;

namespace HyperToken.Tests.Facade;

/// <summary>Managers in one actor system, and what their events tell.</summary>
public abstract class FacadeTestKit : LiveTestKit
{
    protected FacadeTestKit(string hocon = "")
        : base(hocon)
    {
    }

    private const int MostManagers = 21;

    protected RoutedPeerManager Manager(int index, RoutingStrategy strategy = RoutingStrategy.Kademlia) =>
        new(Sys, new RoutedPeerManagerOptions { RoutingStrategy = strategy, LocalPeerId = PeerId.Derive(1, (ulong)index) });

    /// <summary>Managers of which the first is the only contact the others are given.</summary>
    protected async Task<RoutedPeerManager[]> ConnectAsync(int count, RoutingStrategy strategy = RoutingStrategy.Kademlia)
    {
        var managers = Enumerable.Range(0, count).Select(index => Manager(index, strategy)).ToArray();
        await managers[0].ConnectAsync();
        foreach (var manager in managers[1..])
            Assert.True((await manager.ConnectAsync(managers[0].Peer!.Contact)).Contacts > 0);

        return managers;
    }

    /// <summary>The messages a manager raises from now on.</summary>
    protected static ConcurrentQueue<MessageReceived> Listen(RoutedPeerManager manager)
    {
        var heard = new ConcurrentQueue<MessageReceived>();
        manager.MessageReceived += (_, message) => heard.Enqueue(message);
        return heard;
    }

    /// <summary>Whether the peer of any manager runs.</summary>
    protected async Task<bool> AnythingRunsAsync()
    {
        for (var index = 0; index < MostManagers; index++)
        {
            try
            {
                await Sys.ActorSelection($"/user/hypertoken/peer-{PeerId.Derive(1, (ulong)index).ShortId}").ResolveOne(TimeSpan.FromMilliseconds(200));
                return true;
            }
            catch (Akka.Actor.ActorNotFoundException)
            {
                // As it should be; the next may run.
            }
        }

        return false;
    }
}
