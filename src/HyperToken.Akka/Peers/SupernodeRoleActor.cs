using Akka.Actor;
using HyperToken.Overlay;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Peers;

/// <summary>
/// Hosts the peer's role in a network of supernodes and leaves. After a restart it begins as a leaf where the strategy has
/// roles, and those that relied on it are told.
/// </summary>
internal sealed class SupernodeRoleActor : UntypedActor, IWithTimers
{
    /// <summary>Sets the role's chance apart from the peer's.</summary>
    private const ulong RandomSalt = 0x526F_6C65_0000_0000;

    private readonly PeerBlueprint _blueprint;
    private readonly SupernodeComponent _role;
    private readonly ParentOutput _output;
    private DeadlineTimer _timer = null!;

    public SupernodeRoleActor(PeerBlueprint blueprint)
    {
        _blueprint = blueprint;
        var settings = blueprint.Settings.Peer;
        _role = new SupernodeComponent(
            blueprint.Memory.Self, settings, new RandomSource(blueprint.RandomSeed ^ (RandomSalt + blueprint.Memory.NextRoleLife())));
        _output = new ParentOutput(Context.Parent, Self, blueprint.Memory);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => _timer = new DeadlineTimer(Timers, _blueprint.Clock);

    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        var memory = _blueprint.Memory;
        Context.Parent.Tell(Restarted.Instance, Self);
        if (memory.Seeds is not { } seeds)
            return;

        _role.Restore(memory.Role ?? RoleSnapshot.Unattached, memory.Table, memory.Strategy, memory.IsAutomatic, seeds, _blueprint.Clock.Now, _output);
        Continue();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerSignal signal:
                _role.Handle(signal, _blueprint.Clock.Now, _output);
                break;
            case Tick:
                _timer.Fired();
                _role.Advance(_blueprint.Clock.Now, _output);
                Remember();
                break;
            default:
                Unhandled(message);
                return;
        }

        Continue();
    }

    private void Continue() => _timer.Arm(_role.NextDeadline);

    private void Remember()
    {
        var figures = new RoleFigures(_role.Score, _role.EstimatedSize);
        if (figures != _blueprint.Memory.Figures)
            _blueprint.Memory.Figures = figures;
    }

    /// <summary>The role has crashed and begun anew: it knows nothing of the peer's links.</summary>
    internal sealed class Restarted
    {
        public static readonly Restarted Instance = new();
    }
}
