using Akka.Actor;

namespace Akka.Conformance.Tests;

/// <summary>The base of all specifications; nothing here may know which engine it runs on.</summary>
public abstract class Spec : TestKit.Xunit2.TestKit
{
    private const string Quiet = "akka { loglevel = WARNING, stdout-loglevel = OFF }";

    protected static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);
    protected static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    protected Spec(string config = "") : base(Quiet + "\n" + config) { }

    /// <summary>An actor that runs <paramref name="onReceive"/> for each message.</summary>
    protected IActorRef Spawn(Action<object, IUntypedActorContext> onReceive, string? name = null) => Sys.ActorOf(Handler.Props(onReceive), name);

    /// <summary>An actor that sends every message back.</summary>
    protected IActorRef SpawnEcho(string? name = null) => Spawn(static (message, context) => context.Sender.Tell(message), name);

    /// <summary>Returns when <paramref name="actor"/> is gone.</summary>
    protected void StopAndAwait(IActorRef actor)
    {
        var probe = CreateTestProbe();
        probe.Watch(actor);
        Sys.Stop(actor);
        probe.ExpectTerminated(actor);
    }
}
