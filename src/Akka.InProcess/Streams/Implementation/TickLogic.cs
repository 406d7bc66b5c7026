using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>An element at every tick that finds demand; other ticks are lost.</summary>
internal sealed class TickLogic<T>(TimeSpan initialDelay, TimeSpan interval, T tick) : SourceLogic<T>, ICancelable
{
    private readonly CancellationTokenSource _cancelled = new();
    private StreamTimer? _timer;

    public bool IsCancellationRequested => _cancelled.IsCancellationRequested;

    public CancellationToken Token => _cancelled.Token;

    public override void PreStart()
    {
        _timer = new StreamTimer(this, OnTimer);
        _timer.Start(Interpreter.Host, initialDelay, interval);
        _cancelled.Token.Register(() => Interpreter.Post(new Cancelled(this)));
    }

    public override void PostStop() => _timer?.Cancel();

    public override void OnPull()
    {
    }

    public void Cancel() => _cancelled.Cancel();

    public void Cancel(bool throwOnFirstException) => _cancelled.Cancel(throwOnFirstException);

    public void CancelAfter(TimeSpan delay) => _cancelled.CancelAfter(delay);

    public void CancelAfter(int millisecondsDelay) => _cancelled.CancelAfter(millisecondsDelay);

    private void OnTimer()
    {
        if (Out.IsAvailable)
        {
            Out.Push(tick);
        }
    }

    private sealed class Cancelled(TickLogic<T> source) : AsyncEvent(source)
    {
        public override void Run() => source.CompleteStage();
    }
}
