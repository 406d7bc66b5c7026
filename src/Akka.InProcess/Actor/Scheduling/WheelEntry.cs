namespace Akka.Actor;

/// <summary>One thing to do at one time, or again and again: a message to send, or an action to run. A node of one bucket.</summary>
internal sealed class WheelEntry(long dueTick, long intervalTicks, ICanTell? receiver, object messageOrAction, IActorRef? sender, ICancelable? cancelable)
{
    private object? _messageOrAction = messageOrAction;
    internal WheelEntry? Next;

    internal long DueTick { get; set; } = dueTick;
    /// <summary>Ticks between repetitions; 0 for once.</summary>
    internal long IntervalTicks { get; } = intervalTicks;
    internal bool IsCancelled => Volatile.Read(ref _messageOrAction) is null || cancelable is { IsCancellationRequested: true };

    // The entry itself stays in its bucket until the wheel comes round; what it holds on to goes at once.
    internal void Cancel() => Volatile.Write(ref _messageOrAction, null);

    internal void Fire()
    {
        var todo = Volatile.Read(ref _messageOrAction);
        if (todo is null) return;
        if (receiver is not null) receiver.Tell(todo, sender);
        else ((Action)todo)();
    }
}
