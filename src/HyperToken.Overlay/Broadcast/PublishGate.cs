using System.Diagnostics.CodeAnalysis;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// Lets own messages through at the pace of the fan-out. Closed while more than half of the links of the last message are full, or
/// too many messages are unacknowledged: so a few slow or stuck receivers never hold up the publisher, and a peer whose receivers
/// all lag does not fill their queues. Messages that wait are bounded in number and in time; beyond it the answer is "busy".
/// </summary>
/// <typeparam name="TMessage">What the host needs to publish a message later.</typeparam>
public sealed class PublishGate<TMessage>
{
    private readonly PublishSettings _settings;
    private readonly Queue<(TMessage Message, Instant Since)> _waiting = new();

    /// <summary>Makes an open gate.</summary>
    public PublishGate(PublishSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
    }

    /// <summary>Messages that wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>When the message that waits longest has waited too long.</summary>
    public Instant NextDeadline => _waiting.TryPeek(out var oldest) ? oldest.Since + _settings.MaxWait : Instant.Never;

    /// <summary>A message is to be published. Those that wait go first.</summary>
    public PublishVerdict Enter(TMessage message, in FanOutLoad load, Instant now)
    {
        if (_waiting.Count == 0 && IsOpen(load))
            return PublishVerdict.Publish;
        if (_waiting.Count >= _settings.MaxWaiting)
            return PublishVerdict.Busy;

        _waiting.Enqueue((message, now));
        return PublishVerdict.Wait;
    }

    /// <summary>Takes the oldest message that waits, if it is to be published now. To be asked again with the load that this one makes.</summary>
    public bool TryRelease(in FanOutLoad load, [MaybeNullWhen(false)] out TMessage message)
    {
        message = default;
        if (_waiting.Count == 0 || !IsOpen(load))
            return false;

        message = _waiting.Dequeue().Message;
        return true;
    }

    /// <summary>Takes the oldest message that waits, if it has waited too long: the peer is busy.</summary>
    public bool TryExpire(Instant now, [MaybeNullWhen(false)] out TMessage message)
    {
        message = default;
        if (_waiting.Count == 0 || NextDeadline > now)
            return false;

        message = _waiting.Dequeue().Message;
        return true;
    }

    private bool IsOpen(in FanOutLoad load) =>
        2 * load.FullLinks <= load.Links && load.Unacknowledged < _settings.MaxUnacknowledged;
}

/// <summary>What becomes of a message that is to be published.</summary>
public enum PublishVerdict
{
    /// <summary>It is published now.</summary>
    Publish = 0,

    /// <summary>It waits.</summary>
    Wait,

    /// <summary>Too many wait already: it is not published.</summary>
    Busy,
}
