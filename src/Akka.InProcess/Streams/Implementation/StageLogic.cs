namespace Akka.Streams.Implementation;

/// <summary>A running stage. All its members are called by the one actor that runs the stream.</summary>
internal abstract class StageLogic
{
    private Connection? _inlet;
    private Connection? _outlet;
    private int _openPorts;

    public bool IsStopped { get; private set; }
    /// <summary>Whether both its sides are closed, so that it must stop.</summary>
    public bool IsClosed => _openPorts == 0;
    protected Interpreter Interpreter { get; private set; } = null!;

    public virtual void PreStart() { }
    /// <summary>Called once, whatever ended the stage; without <see cref="PreStart"/> if the stream never began.</summary>
    public virtual void PostStop() { }
    public virtual void OnPush() => throw new NotSupportedException($"{this} has no input.");
    public virtual void OnPull() => throw new NotSupportedException($"{this} has no output.");
    public virtual void OnUpstreamFinish() => CompleteStage();
    public virtual void OnUpstreamFailure(Exception cause) => FailStage(cause);
    /// <summary>Downstream wants no more, because of a failure if there is a <paramref name="cause"/>.</summary>
    public virtual void OnDownstreamFinish(Exception? cause) => EndStage(cause);
    public virtual Connection Connect(StageLogic down) => throw new NotSupportedException($"{this} has no output.");
    public virtual void Accept(Connection inlet) => throw new NotSupportedException($"{this} has no input.");
    public void Attach(Interpreter interpreter) => Interpreter = interpreter;
    public void PortClosed() => _openPorts--;

    public void Stop()
    {
        IsStopped = true;
        PostStop();
    }

    public void CompleteStage() => EndStage(null);
    public void FailStage(Exception cause) => EndStage(cause);

    public override string ToString() => GetType().Name;

    private protected void SetInlet(Connection inlet)
    {
        _inlet = inlet;
        _openPorts++;
    }

    private protected void SetOutlet(Connection outlet)
    {
        _outlet = outlet;
        _openPorts++;
    }

    private void EndStage(Exception? cause)
    {
        _inlet?.Cancel(cause);
        _outlet?.Close(cause);
    }
}

internal abstract class SourceLogic<TOut> : StageLogic
{
    protected Connection<TOut> Out { get; private set; } = null!;

    public override Connection Connect(StageLogic down)
    {
        Out = new Connection<TOut>(Interpreter, this, down);
        SetOutlet(Out);
        return Out;
    }
}

internal abstract class FlowLogic<TIn, TOut> : SourceLogic<TOut>
{
    protected Connection<TIn> In { get; private set; } = null!;

    public override void Accept(Connection inlet)
    {
        In = (Connection<TIn>)inlet;
        SetInlet(inlet);
    }

    public override void OnPull() => In.Pull();
}

internal abstract class SinkLogic<TIn> : StageLogic
{
    protected Connection<TIn> In { get; private set; } = null!;

    public override void Accept(Connection inlet)
    {
        In = (Connection<TIn>)inlet;
        SetInlet(inlet);
    }

    public override void PreStart() => In.Pull();
}
