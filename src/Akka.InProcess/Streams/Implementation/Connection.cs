namespace Akka.Streams.Implementation;

/// <summary>
/// The place between two neighbouring stages. It holds at most one element, and gets one only after it was asked for:
/// Idle → Pulling → Demanded → Pushing → Idle.
/// </summary>
internal abstract class Connection(Interpreter interpreter, StageLogic up, StageLogic down)
{
    private bool _outClosed;
    private Exception? _failure;
    private Exception? _cancelCause;

    private protected enum Phase : byte
    {
        Idle,
        Pulling,
        Demanded,
        Pushing,
    }

    /// <summary>Whether it waits in the interpreter's queue.</summary>
    public bool IsQueued { get; set; }
    /// <summary>Whether the upstream stage may push now.</summary>
    public bool IsAvailable => State == Phase.Demanded && !_outClosed;
    /// <summary>Whether the downstream stage can expect no more elements.</summary>
    public bool IsInClosed { get; private set; }
    private protected Interpreter Interpreter { get; } = interpreter;
    private protected Phase State { get; set; }

    public void Pull()
    {
        if (IsInClosed || State != Phase.Idle) throw new InvalidOperationException("Cannot pull a closed port, nor pull twice.");
        State = Phase.Pulling;
        if (!_outClosed) Interpreter.OnPulled(this);
    }

    public void TryPull()
    {
        if (!IsInClosed && State == Phase.Idle) Pull();
    }

    /// <summary>Upstream ends, with a failure if there is a cause.</summary>
    public void Close(Exception? failure)
    {
        if (_outClosed) return;
        _outClosed = true;
        _failure = failure;
        up.PortClosed();
        if (!IsInClosed) Interpreter.OnClosed(this);
    }

    /// <summary>Downstream wants no more, because of a failure if there is a cause.</summary>
    public void Cancel(Exception? cause)
    {
        if (IsInClosed) return;
        IsInClosed = true;
        _cancelCause = cause;
        Forget();
        down.PortClosed();
        if (!_outClosed) Interpreter.OnClosed(this);
    }

    /// <summary>Delivers what is pending: an element before the end, the end before all else.</summary>
    public void Process()
    {
        if (State == Phase.Pushing && !IsInClosed)
        {
            State = Phase.Idle;
            if (_outClosed) Interpreter.OnClosed(this);
            Interpreter.Active = down;
            down.OnPush();
        }
        else if (_outClosed && !IsInClosed)
        {
            IsInClosed = true;
            Interpreter.Active = down;
            down.PortClosed();
            if (_failure is { } failure) down.OnUpstreamFailure(failure);
            else down.OnUpstreamFinish();
        }
        else if (IsInClosed && !_outClosed)
        {
            _outClosed = true;
            Interpreter.Active = up;
            up.PortClosed();
            up.OnDownstreamFinish(_cancelCause);
        }
        else if (State == Phase.Pulling && !_outClosed)
        {
            State = Phase.Demanded;
            Interpreter.Active = up;
            up.OnPull();
        }
    }

    private protected abstract void Forget();
}

/// <summary>A connection that knows its elements.</summary>
internal sealed class Connection<T>(Interpreter interpreter, StageLogic up, StageLogic down) : Connection(interpreter, up, down)
{
    private T? _element;

    public void Push(T element)
    {
        if (element is null) throw new ArgumentNullException(nameof(element), "Element must not be null, rule 2.13");
        if (!IsAvailable) throw new InvalidOperationException("Cannot push a closed port, nor push without demand.");
        State = Phase.Pushing;
        if (IsInClosed) return;
        _element = element;
        Interpreter.OnPushed(this);
    }

    /// <summary>Takes the element that was just pushed.</summary>
    public T Grab()
    {
        var element = _element!;
        _element = default;
        return element;
    }

    private protected override void Forget() => _element = default;
}
