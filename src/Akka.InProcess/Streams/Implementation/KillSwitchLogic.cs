namespace Akka.Streams.Implementation;

internal sealed class KillSwitchLogic<T>(KillSignal signal) : FlowLogic<T, T>
{
    private CancellationTokenRegistration _registration;

    // A token that is cancelled already calls back at once.
    public override void PreStart() => _registration = signal.Thrown.Register(() => Interpreter.Post(new AsyncEvent(this, OnThrown)));

    public override void OnPush() => Out.Push(In.Grab());

    // A shared switch outlives its streams and must not collect them.
    public override void PostStop() => _registration.Unregister();

    private void OnThrown()
    {
        if (signal.Cause is { } cause) FailStage(cause);
        else CompleteStage();
    }
}
