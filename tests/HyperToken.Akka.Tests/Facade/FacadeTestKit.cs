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

    /// <summary>Whether any peer, or any actor that calls a handler, runs below the extension.</summary>
    protected async Task<bool> AnythingRunsAsync()
    {
        try
        {
            await Sys.ActorSelection("/user/hypertoken/*").ResolveOne(TimeSpan.FromMilliseconds(200));
            return true;
        }
        catch (Akka.Actor.ActorNotFoundException)
        {
            return false;
        }
    }
}
