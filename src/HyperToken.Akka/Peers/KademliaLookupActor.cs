using Akka.Actor;
using HyperToken.Overlay.Peer;

namespace HyperToken.Peers;

/// <summary>One lookup from its first query to its result; then it stops. If it crashes, it stops, and its peer takes the lookup for failed.</summary>
internal sealed class KademliaLookupActor : UntypedActor, IWithTimers
{
    private readonly PeerBlueprint _blueprint;
    private readonly LookupComponent _lookup;
    private readonly ParentOutput _output;
    private DeadlineTimer _timer = null!;

    public KademliaLookupActor(PeerBlueprint blueprint, LookupRequested request)
    {
        _blueprint = blueprint;
        _lookup = new LookupComponent(blueprint.Self.Id, request, blueprint.Settings.Peer.Kademlia);
        _output = new ParentOutput(Context.Parent, Self, blueprint.Memory);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _timer = new DeadlineTimer(Timers, _blueprint.Clock);
        _lookup.Start(_blueprint.Clock.Now, _output);
        Continue();
    }

    protected override void PostRestart(Exception reason) => Context.Stop(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerSignal signal:
                _lookup.Handle(signal, _blueprint.Clock.Now, _output);
                break;
            case Tick:
                _timer.Fired();
                _lookup.Advance(_blueprint.Clock.Now, _output);
                break;
            default:
                Unhandled(message);
                return;
        }

        Continue();
    }

    private void Continue()
    {
        if (_lookup.IsCompleted)
            Context.Stop(Self);
        else
            _timer.Arm(_lookup.NextDeadline);
    }
}
