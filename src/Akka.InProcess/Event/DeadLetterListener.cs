using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters, as many as <c>akka.log-dead-letters</c> allows before it rests.</summary>
internal sealed class DeadLetterListener : UntypedActor
{
    private readonly Settings _settings = Context.System.Settings;
    private int _count;
    private long? _restsUntil;

    /// <summary>Ahead of its start: what is published while the system starts waits in its mailbox.</summary>
    public static void Listen(EventStream stream, IActorRef listener)
    {
        foreach (var channel in new[] { typeof(DeadLetter), typeof(UnhandledMessage) }) stream.Subscribe(listener, channel);
    }

    protected override void PreStart() => Listen(Context.System.EventStream, Self);

    protected override void OnReceive(object message)
    {
        if (message is not AllDeadLetters letter || letter.Message is IDeadLetterSuppression) return;
        _count++;
        if (_restsUntil is { } until)
        {
            if (Environment.TickCount64 < until) return;
            Log(letter, $", of which {_count - _settings.LogDeadLetters - 1} were not logged. The counter will be reset now");
            (_count, _restsUntil) = (0, null);
            return;
        }

        if (_count < _settings.LogDeadLetters || _settings.LogDeadLetters == int.MaxValue)
        {
            Log(letter, "");
        }
        else if (_settings.LogDeadLettersSuspendDuration == Timeout.InfiniteTimeSpan)
        {
            Log(letter, ", no more dead letters will be logged");
            Context.Stop(Self);
        }
        else
        {
            Log(letter, $", no more dead letters will be logged in next [{_settings.LogDeadLettersSuspendDuration}]");
            _restsUntil = Environment.TickCount64 + (long)_settings.LogDeadLettersSuspendDuration.TotalMilliseconds;
        }
    }

    private void Log(AllDeadLetters letter, string note)
    {
        var message = letter.Message is IWrappedMessage wrapper ? wrapper.Message : letter.Message;
        var fate = letter is UnhandledMessage ? "was unhandled." : "was not delivered.";
        Context.System.EventStream.Publish(new Info(null, letter.Recipient.Path.ToString(), letter.Recipient.GetType(),
            $"Message [{message.GetType().Name}] from {letter.Sender} to {letter.Recipient} {fate} [{_count}] dead letters encountered{note}. " +
            "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and " +
            $"'akka.log-dead-letters-during-shutdown'. Message content: {message}"));
    }
}
