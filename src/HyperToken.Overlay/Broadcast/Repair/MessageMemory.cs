using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// What a peer remembers of broadcasts. The messages themselves for a bounded window, so that they can be sent again; and for twice
/// as long, exactly, which sequences of each stream were received, so that nothing is delivered twice whatever has left the window.
/// Both are bounded whatever arrives; an empty memory is a few fields.
/// </summary>
public sealed class MessageMemory
{
    private readonly RepairSettings _settings;
    private readonly MessageWindow _window = new();
    private readonly StreamTable _streams;
    private PeerCounters? _counters;

    /// <summary>Makes an empty memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public MessageMemory(RepairSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.Window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Retention, 2 * settings.Window);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxMessages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxStreams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxStreamGaps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxGaps, 1);
        _settings = settings;
        _streams = new StreamTable(settings.MaxStreams, settings.Retention);
    }

    /// <summary>Messages in the window now.</summary>
    public int Count => _window.Count;

    /// <summary>Bytes of the envelopes in the window.</summary>
    public long Bytes { get; private set; }

    /// <summary>Streams remembered now.</summary>
    public int Streams => _streams.Count;

    /// <summary>Gaps remembered in all streams.</summary>
    public int Gaps => _streams.Gaps;

    /// <summary>Where losses are counted: with the peer that uses the memory now.</summary>
    internal PeerCounters Counters
    {
        get => _counters ??= new PeerCounters();
        set => _counters = value;
    }

    /// <summary>The message in the window with this id, or null.</summary>
    public HeldMessage? Find(MessageId id) => _window.Find(id);

    /// <summary>Tells whether a message is new, and keeps it if it is.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="body">Its content, which says what its header says.</param>
    /// <param name="now">The time.</param>
    /// <param name="held">The message as it is kept; null when it is not, or not any more.</param>
    /// <exception cref="ArgumentException">The message is for one peer: its sequence is not one of a broadcast.</exception>
    public MemoryVerdict TryHold(Envelope envelope, EnvelopeBody body, Instant now, out HeldMessage? held) =>
        TryHold(envelope, body, TimeSpan.Zero, now, out held);

    /// <summary>The same with a message that has been under way for a known time before: it leaves the window by so much earlier.</summary>
    internal MemoryVerdict TryHold(Envelope envelope, EnvelopeBody body, TimeSpan age, Instant now, out HeldMessage? held)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(body);
        if (body.Sequence >= EnvelopeBody.FirstDirectSequence)
            throw new ArgumentException("A message for one peer is no broadcast.", nameof(body));

        Expire(now);
        held = _window.Find(envelope.Id);
        if (held is not null)
            return MemoryVerdict.Known;

        var verdict = Take(envelope.Stream, body, CoarseTime.Of(now));
        if (verdict == MemoryVerdict.New)
            held = Keep(new HeldMessage(envelope, now, age));

        return verdict;
    }

    /// <summary>Forgets what has been in the window for its time.</summary>
    internal void Expire(Instant now)
    {
        while (_window.Count > 0 && _window[0].AgeAt(now) >= _settings.Window)
            RemoveOldest();
    }

    private MemoryVerdict Take(in StreamId stream, EnvelopeBody body, CoarseTime now)
    {
        var place = _streams.Find(stream);
        if (place < 0)
            place = _streams.Add(stream, now);
        if (place < 0)
            return MemoryVerdict.NoRoom;

        ref var record = ref _streams[place];
        var gapsBefore = record.Received.GapCount;
        var verdict = record.Take(body, now, _settings.Retention);
        if (verdict != MemoryVerdict.New)
            return verdict;

        _streams.Gaps += record.Received.GapCount - gapsBefore;
        var gaps = record.Received.GapCount;
        if (gaps > _settings.MaxStreamGaps || (gaps > 0 && _streams.Gaps > _settings.MaxGaps))
        {
            record.Received.CloseOldestGap();
            _streams.Gaps--;
            Counters.GapsGivenUp++;
        }

        return verdict;
    }

    private HeldMessage Keep(HeldMessage message)
    {
        _window.Add(message);
        Bytes += message.Envelope.Bytes.Length;
        message.Envelope.DropContent();
        while (_window.Count > _settings.MaxMessages || (Bytes > _settings.MaxBytes && _window.Count > 1))
        {
            RemoveOldest();
            Counters.ForgottenEarly++;
        }

        return message;
    }

    private void RemoveOldest() => Bytes -= _window.RemoveOldest().Envelope.Bytes.Length;
}
