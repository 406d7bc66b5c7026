using Akka.Actor;
using HyperToken.Overlay.Peer;

namespace HyperToken.Peers;

/// <summary>Hosts the routing table. After a restart it begins with the last snapshot.</summary>
internal sealed class RoutingTableActor : UntypedActor, IWithTimers
{
    private readonly PeerBlueprint _blueprint;
    private readonly RoutingTableComponent _table;
    private readonly ParentOutput _output;
    private DeadlineTimer _timer = null!;

    public RoutingTableActor(PeerBlueprint blueprint)
    {
        _blueprint = blueprint;
        _table = new RoutingTableComponent(blueprint.Self.Id, blueprint.Settings.Peer.Kademlia, blueprint.Clock.Now, mode: blueprint.Memory.Self.Mode);
        _output = new ParentOutput(Context.Parent, Self, blueprint.Memory);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _timer = new DeadlineTimer(Timers, _blueprint.Clock);
        _table.Restore(_blueprint.Memory.Table, _blueprint.Clock.Now, _output);
        _timer.Arm(_table.NextDeadline);
    }

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        _output.Signal(TableRestarted.Instance);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerSignal signal:
                _table.Handle(signal, _blueprint.Clock.Now, _output);
                break;
            case Tick:
                _timer.Fired();
                _table.Advance(_blueprint.Clock.Now, _output);
                break;
            default:
                Unhandled(message);
                return;
        }

        _timer.Arm(_table.NextDeadline);
    }
}
