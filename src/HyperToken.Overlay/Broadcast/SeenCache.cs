namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// The ids of recent messages, so that each is delivered once. Two generations: an id stays at least one window and at
/// most two, and a full generation is closed early, so memory is bounded whatever arrives.
/// </summary>
public sealed class SeenCache
{
    private readonly TimeSpan _window;
    private readonly int _capacity;
    private HashSet<MessageId>? _young;
    private HashSet<MessageId>? _old;
    private Instant _youngSince;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="window">How long an id is kept at least; above zero.</param>
    /// <param name="capacity">Ids per generation, 1 or more.</param>
    public SeenCache(TimeSpan window, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _window = window;
        _capacity = capacity;
    }

    /// <summary>Ids remembered now.</summary>
    public int Count => (_young?.Count ?? 0) + (_old?.Count ?? 0);

    /// <summary>Ids forgotten because a generation was full. Some may have been past their window already.</summary>
    public long ForgottenEarly { get; private set; }

    /// <summary>Whether the id is remembered.</summary>
    public bool Contains(MessageId id, Instant now)
    {
        Age(now);
        return (_young?.Contains(id) ?? false) || (_old?.Contains(id) ?? false);
    }

    /// <summary>Remembers an id.</summary>
    /// <returns>False when it was remembered already.</returns>
    public bool Add(MessageId id, Instant now)
    {
        if (Contains(id, now))
            return false;

        if (_young?.Count >= _capacity)
        {
            ForgottenEarly += _old?.Count ?? 0;
            Turn(now);
        }

        _young ??= [];
        _young.Add(id);
        return true;
    }

    private void Age(Instant now)
    {
        var age = now - _youngSince;
        if (age < _window)
            return;

        // Generations follow each other without a gap, or ids would stay longer the more seldom anybody asks.
        // After two idle windows even the young ones are past theirs.
        var isOver = age >= 2 * _window;
        if (isOver)
            _young?.Clear();

        Turn(isOver ? now : _youngSince + _window);
    }

    private void Turn(Instant since)
    {
        (_old, _young) = (_young, _old);
        _young?.Clear();
        _youngSince = since;
    }
}
