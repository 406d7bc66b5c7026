namespace Akka.Actor;

/// <summary>The receive timeout: armed again after every message that counts.</summary>
internal sealed partial class ActorCell
{
    private PendingReceiveTimeout? _receiveTimeout;

    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Duration;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is null && _receiveTimeout is null) return;
        (_receiveTimeout ??= new PendingReceiveTimeout()).Duration = timeout;
    }

    private void CheckReceiveTimeout(bool reschedule)
    {
        if (_receiveTimeout is not { } pending) return;
        if (pending.Duration is not { } duration)
        {
            CancelReceiveTimeout();
            _receiveTimeout = null;
        }
        else if (reschedule || pending.Timer is null)
        {
            pending.Timer?.Cancel();
            pending.Timer = System.Wheel.Tell(duration, null, this, Actor.ReceiveTimeout.Instance, this, null);
        }
    }

    private void CancelReceiveTimeout()
    {
        _receiveTimeout?.Timer?.Cancel();
        if (_receiveTimeout is not null) _receiveTimeout.Timer = null;
    }

    private sealed class PendingReceiveTimeout
    {
        internal TimeSpan? Duration;
        internal WheelEntry? Timer;
    }
}
