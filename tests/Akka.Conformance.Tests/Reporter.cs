using Akka.Actor;

namespace Akka.Conformance.Tests;

/// <summary>
/// Tells a probe of every step of its life, fails with any exception it is sent, answers "count" with the number of messages this
/// incarnation has seen, and makes a child for any props.
/// </summary>
public sealed class Reporter : UntypedActor
{
    private readonly IActorRef _probe;
    private readonly string _name;
    private int _seen;

    public Reporter(IActorRef probe, string name)
    {
        _probe = probe;
        _name = name;
        _probe.Tell($"{name} constructed");
    }

    public static Props Props(IActorRef probe, string name = "it") => Actor.Props.Create(() => new Reporter(probe, name));

    protected override void PreStart() => _probe.Tell($"{_name} PreStart");

    protected override void PostStop() => _probe.Tell($"{_name} PostStop");

    protected override void PreRestart(Exception reason, object message)
    {
        _probe.Tell($"{_name} PreRestart {reason.Message} while {(message as Exception)?.Message}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _probe.Tell($"{_name} PostRestart {reason.Message}");
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Exception failure:
                throw failure;
            case Props props:
                Sender.Tell(Context.ActorOf(props));
                break;
            case "count":
                Sender.Tell(_seen);
                break;
            default:
                _seen++;
                Sender.Tell(message);
                break;
        }
    }
}
