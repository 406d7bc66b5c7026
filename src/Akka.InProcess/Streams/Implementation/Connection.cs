namespace Akka.Streams.Implementation;

/// <summary>
/// The place between two neighbouring stages. It holds at most one element, and gets one only after it was asked for:
/// Idle → Pulling → Demanded → Pushing → Idle.
/// </summary>
internal abstract class Connection(Interpreter interpreter, StageLogic up, StageLogic down)
{
    private protected enum Phase : byte
    {
        Idle,
        Pulling,
        Demanded,
        Pushing,
    }

    public StageLogic Up { get; } = up;

    public StageLogic Down { get; } = down;

    /// <summary>Whether it waits in the interpreter's queue.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether the upstream stage may push now.</summary>
    public bool IsAvailable => State == Phase.Demanded && !OutClosed;

    /// <summary>Whether the downstream stage has asked and not yet got.</summary>
    public bool HasBeenPulled => State != Phase.Idle && !InClosed;

    /// <summary>Whether the downstream stage can expect no more elements.</summary>
    public bool IsInClosed => InClosed;

    private protected Interpreter Interpreter { get; } = interpreter;

    private protected Phase State { get; set; }

    private protected bool InClosed { get; set; }

    private protected bool OutClosed { get; set; }

    private Exception? Failure { get; set; }

    private Exception? CancelCause { get; set; }

    public void Pull()
    {
        if (InClosed)
        {
            throw new ArgumentException("Cannot pull closed port");
        }

        if (State != Phase.Idle)
        {
            throw new ArgumentException("Cannot pull port twice");
        }

        State = Phase.Pulling;
        if (!OutClosed)
        {
            Interpreter.OnPulled(this);
        }
    }

    public void TryPull()
    {
        if (!InClosed && State == Phase.Idle)
        {
            Pull();
        }
    }

    public void Complete() => CloseOut(null);

    public void Fail(Exception cause) => CloseOut(cause);

    public void Cancel(Exception cause)
    {
        if (InClosed)
        {
            return;
        }

        InClosed = true;
        CancelCause = cause;
        Forget();
        Down.PortClosed();
        if (!OutClosed)
        {
            Interpreter.OnClosed(this);
        }
    }

    /// <summary>Delivers what is pending: an element before the end, the end before all else.</summary>
    public void Process()
    {
        if (State == Phase.Pushing && !InClosed)
        {
            State = Phase.Idle;
            if (OutClosed)
            {
                Interpreter.OnClosed(this);
            }

            Interpreter.Active = Down;
            Down.OnPush();
        }
        else if (OutClosed && !InClosed)
        {
            InClosed = true;
            Interpreter.Active = Down;
            Down.PortClosed();
            if (Failure is { } failure)
            {
                Down.OnUpstreamFailure(failure);
            }
            else
            {
                Down.OnUpstreamFinish();
            }
        }
        else if (InClosed && !OutClosed)
        {
            OutClosed = true;
            Interpreter.Active = Up;
            Up.PortClosed();
            Up.OnDownstreamFinish(CancelCause!);
        }
        else if (State == Phase.Pulling && !OutClosed)
        {
            State = Phase.Demanded;
            Interpreter.Active = Up;
            Up.OnPull();
        }
    }

    private protected abstract void Forget();

    private void CloseOut(Exception? failure)
    {
        if (OutClosed)
        {
            return;
        }

        OutClosed = true;
        Failure = failure;
        Up.PortClosed();
        if (!InClosed)
        {
            Interpreter.OnClosed(this);
        }
    }
}

/// <summary>A connection that knows its elements.</summary>
internal sealed class Connection<T>(Interpreter interpreter, StageLogic up, StageLogic down) : Connection(interpreter, up, down)
{
    private T? _element;

    public void Push(T element)
    {
        if (element is null)
        {
            throw new ArgumentNullException(nameof(element), "Element must not be null, rule 2.13");
        }

        if (OutClosed)
        {
            throw new ArgumentException("Cannot push closed port");
        }

        if (State != Phase.Demanded)
        {
            throw new ArgumentException("Cannot push port twice");
        }

        State = Phase.Pushing;
        if (!InClosed)
        {
            _element = element;
            Interpreter.OnPushed(this);
        }
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
