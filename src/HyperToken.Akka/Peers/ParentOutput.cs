using Akka.Actor;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Peers;

/// <summary>What a component in a child actor wants done goes to the peer's actor, which knows the links and the wiring.</summary>
internal sealed class ParentOutput : IPeerOutput
{
    private readonly IActorRef _parent;
    private readonly IActorRef _self;
    private readonly PeerMemory _memory;

    public ParentOutput(IActorRef parent, IActorRef self, PeerMemory memory)
    {
        _memory = memory;
        _parent = parent;
        _self = self;
    }

    public void Send(Contact to, Frame frame) => _parent.Tell(new PeerActor.SendFrame(to, frame), _self);

    public void Signal(PeerSignal signal)
    {
        // At once: a component that crashes before its peer has read the news begins with this.
        switch (signal)
        {
            case SnapshotPublished published:
                _memory.Table = published.Neighbours;
                break;
            case RolePublished published:
                _memory.Role = published.Snapshot;
                break;
            case SelfChanged changed:
                _memory.Self = changed.Self;
                break;
        }

        _parent.Tell(signal, _self);
    }

    public void Deliver(EnvelopeBody body, int hops) =>
        throw new InvalidOperationException("Only the peer itself delivers messages.");
}
