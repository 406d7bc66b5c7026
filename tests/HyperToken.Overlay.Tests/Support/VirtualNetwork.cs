using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Tests.Support;

/// <summary>Whole peers in virtual time, in one thread: every frame is encoded, delayed, perhaps lost, and decoded.</summary>
internal sealed class VirtualNetwork
{
    private readonly PriorityQueue<Action, (long Micros, long Order)> _events = new();
    private readonly Dictionary<PeerId, VirtualNode> _nodes = [];
    private long _order;

    public VirtualNetwork(PeerSettings? settings = null, ulong seed = 1)
    {
        Settings = settings ?? new PeerSettings();
        Random = new RandomSource(seed);
        Seed = seed;
    }

    public ulong Seed { get; }

    public PeerSettings Settings { get; }

    public RandomSource Random { get; }

    public Instant Now { get; private set; }

    public List<VirtualNode> Nodes { get; } = [];

    public IEnumerable<VirtualNode> Alive => Nodes.Where(node => node.IsAlive);

    /// <summary>Of 100 frames so many get lost without a trace.</summary>
    public int LossPercent { get; set; }

    /// <summary>Whether the two can exchange frames; a frame between those that cannot is lost without a trace.</summary>
    public Func<VirtualNode, VirtualNode, bool> CanReach { get; set; } = static (_, _) => true;

    public VirtualNode Find(in PeerId id) => _nodes[id];

    public VirtualNode Add()
    {
        var node = new VirtualNode(this, Nodes.Count);
        Nodes.Add(node);
        _nodes.Add(node.Id, node);
        return node;
    }

    /// <summary>Peer 0 first, then the others at a fixed rate, each knowing peer 0 only; runs until all have joined.</summary>
    public void JoinAll(int peers, TimeSpan every)
    {
        var joining = Enumerable.Range(0, peers).Select(_ => Add()).ToList();
        for (var i = 0; i < peers; i++)
        {
            var node = joining[i];
            Contact[] seeds = i == 0 ? [] : [joining[0].Contact];
            After(i * every, () => node.Do(peer => peer.Join(seeds, Now)));
        }

        foreach (var node in joining)
            RunUntil(node.Has<JoinCompleted>);
    }

    public void RunUntil(Func<bool> condition)
    {
        while (!condition())
        {
            Assert.True(_events.TryDequeue(out var action, out var time), "The network fell silent before the condition held.");
            Assert.True(time.Micros < 7_200_000_000, "Two hours of virtual time passed before the condition held.");
            Now = new Instant(time.Micros);
            action();
        }
    }

    public void RunFor(TimeSpan span)
    {
        var end = Now + span;
        while (_events.TryPeek(out _, out var time) && time.Micros <= end.Micros)
        {
            Now = new Instant(time.Micros);
            _events.Dequeue()();
        }

        Now = end;
    }

    /// <summary>Runs one lookup to its end and returns the ids found.</summary>
    public IEnumerable<PeerId> Lookup(VirtualNode asker, PeerId target)
    {
        asker.Forget();
        asker.Do(peer => peer.FindNode(target, Now));
        RunUntil(asker.Has<LookupCompleted>);
        return asker.Last<LookupCompleted>().Result.Closest.Select(contact => contact.Id);
    }

    /// <summary>The true closest live peers to a target, the asker left out, by a full sort.</summary>
    public IEnumerable<PeerId> TrueClosest(VirtualNode asker, PeerId target, int count) =>
        Alive.Where(node => node != asker).Select(node => node.Id).OrderBy(id => target.DistanceTo(id)).Take(count);

    public void After(TimeSpan delay, Action action) => _events.Enqueue(action, ((Now + delay).Micros, _order++));
}
