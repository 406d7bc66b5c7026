using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>The actor that runs an interpreter, as the interpreter sees it.</summary>
internal interface IStreamHost
{
    /// <summary>Has <see cref="Interpreter.Resume"/> called soon. Safe for any thread.</summary>
    void Wake();

    /// <summary>Has <see cref="Interpreter.OnTimer"/> called again and again.</summary>
    ICancelable Schedule(StreamTimer timer, TimeSpan initialDelay, TimeSpan interval);

    void LogError(Exception cause, StageLogic stage);
}

/// <summary>A stage's timer; the message that the scheduler sends.</summary>
internal sealed class StreamTimer(StageLogic stage, Action onTimer) : AsyncEvent(stage), IDeadLetterSuppression
{
    private ICancelable? _schedule;
    private bool _cancelled;

    public void Start(IStreamHost host, TimeSpan initialDelay, TimeSpan interval) =>
        _schedule = host.Schedule(this, initialDelay, interval);

    public void Cancel()
    {
        _cancelled = true;
        _schedule?.Cancel();
    }

    // A tick may have been under way when the timer was cancelled.
    public override void Run()
    {
        if (!_cancelled)
        {
            onTimer();
        }
    }
}
