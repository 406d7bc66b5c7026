using Akka.Event;

namespace Akka.Actor;

public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, default);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, default);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var system = (self as ActorSelection)?.System ?? ActorRefBase.Unwrap(self as IActorRef)?.Owner ?? ActorCell.Current?.System
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var asker = new FutureActorRef<T>(system);
        var message = messageFactory(asker);
        asker.Start(timeout ?? system.Settings.AskTimeout, cancellationToken);
        self.Tell(message, asker);
        return asker.Answer;
    }
}

/// <summary>The temporary reference an answer goes to. Nothing keeps it but those who hold it and, until it is done, its timer.</summary>
internal sealed class FutureActorRef<T>(ActorSystem system) : ActorRefBase
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorPath? _path;
    private TimeSpan _timeout;
    private Timer? _timer;
    private CancellationTokenRegistration _cancellation;

    public override ActorPath Path => _path ?? Interlocked.CompareExchange(ref _path, system.NewTempPath(), null) ?? _path!;
    internal override ActorSystem Owner => system;
    internal Task<T> Answer => _answer.Task;

    internal void Start(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout > TimeSpan.Zero)
        {
            _timeout = timeout;
            _timer = new Timer(static state => ((FutureActorRef<T>)state!).TimeOut(), this, timeout, Timeout.InfiniteTimeSpan);
        }

        _cancellation = cancellationToken.UnsafeRegister(static state => ((FutureActorRef<T>)state!).Cancel(), this);
    }

    public override void Tell(object message, IActorRef? sender)
    {
        var taken = message switch
        {
            T answer => _answer.TrySetResult(answer),
            Status.Failure failure => _answer.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => _answer.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (taken) CleanUp();
        else if (!_answer.Task.IsCanceled) system.DeadLetters.Tell(new DeadLetter(message, sender ?? system.DeadLetters, this), sender);
    }

    internal override void SendSystemMessage(SystemMessage message) => (message as Watch)?.AnswerDead(existed: true);

    private void TimeOut()
    {
        if (_answer.TrySetException(new AskTimeoutException($"Timeout after {_timeout.TotalSeconds:F2} seconds"))) CleanUp();
    }

    private void Cancel()
    {
        if (_answer.TrySetCanceled()) CleanUp();
    }

    private void CleanUp()
    {
        _timer?.Dispose();
        _cancellation.Unregister();
    }
}
