namespace Akka.Streams.Implementation;

/// <summary>Thrown once: shut down (without a cause) or abort.</summary>
internal sealed class KillSignal
{
    private readonly CancellationTokenSource _thrown = new();
    private int _decided;

    public Exception? Cause { get; private set; }

    public bool IsThrown => _thrown.IsCancellationRequested;

    public void Throw(Exception? cause)
    {
        if (Interlocked.Exchange(ref _decided, 1) == 0)
        {
            Cause = cause is null ? null : new AggregateException(cause);
            _thrown.Cancel();
        }
    }

    public CancellationTokenRegistration Register(Action action) => _thrown.Token.Register(action);
}

internal sealed class KillSwitchLogic<T>(KillSignal signal) : FlowLogic<T, T>
{
    private CancellationTokenRegistration _registration;

    public override void PreStart()
    {
        if (signal.IsThrown)
        {
            OnThrown();
        }
        else
        {
            _registration = signal.Register(() => Interpreter.Post(new Thrown(this)));
        }
    }

    public override void OnPush() => Out.Push(In.Grab());

    // A shared switch outlives its streams and must not collect them.
    public override void PostStop() => _registration.Unregister();

    private void OnThrown()
    {
        if (signal.Cause is { } cause)
        {
            FailStage(cause);
        }
        else
        {
            CompleteStage();
        }
    }

    private sealed class Thrown(KillSwitchLogic<T> stage) : AsyncEvent(stage)
    {
        public override void Run() => stage.OnThrown();
    }
}
