using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

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
        Asked = new AskedMessages(settings.FetchTimeout);
    }

    /// <summary>How long a message is kept.</summary>
    public TimeSpan Keeps => _settings.Window;

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

    /// <summary>When the peer first entered a network, or null: what was published before is not for it.</summary>
    internal Instant? StartedAt { get; set; }

    /// <summary>The messages that somebody was asked for.</summary>
    internal AskedMessages Asked { get; }

    /// <summary>The messages kept, in the order they came.</summary>
    internal MessageWindow Window => _window;

    /// <summary>The message in the window with this id, or null.</summary>
    public HeldMessage? Find(MessageId id) => _window.Find(id);

    /// <summary>Tells whether a message is new, and keeps it if it is.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="body">Its content, which says what its header says.</param>
    /// <param name="now">The time.</param>
    /// <param name="held">The message as it is kept; null when it is not, or not any more.</param>
    /// <param name="toldAge">How old it is at least, as who sent it says; zero for a new one.</param>
    /// <exception cref="ArgumentException">The message is for one peer: its sequence is not one of a broadcast.</exception>
    public MemoryVerdict TryHold(Envelope envelope, EnvelopeBody body, Instant now, out HeldMessage? held, TimeSpan toldAge = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(body);
        if (body.Sequence >= EnvelopeBody.FirstDirectSequence)
            throw new ArgumentException("A message for one peer is no broadcast.", nameof(body));

        Expire(now);
        held = _window.Find(envelope.Id);
        if (held is not null)
            return MemoryVerdict.Known;

        // What was asked for is as old as was said when it was offered: it leaves the window by so much earlier, so that no message
        // goes round for ever among peers that give it to each other.
        var age = Asked.TryTake(envelope.Stream, body.Sequence, out var bornAt) ? now - bornAt : TimeSpan.Zero;
        var verdict = Take(envelope.Stream, body, CoarseTime.Of(now));
        if (verdict == MemoryVerdict.New)
            held = Keep(new HeldMessage(envelope, now, age > toldAge ? age : toldAge));

        return verdict;
    }

    /// <summary>The next sequences of a stream that are missing and would be taken.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">Where to look from.</param>
    /// <param name="to">How far to look.</param>
    /// <param name="onlyLater">Whether only what follows the first message received of the stream is wanted.</param>
    /// <param name="missing">The first missing ones, one after the other.</param>
    internal bool TryNextMissing(in StreamId stream, ulong from, ulong to, bool onlyLater, out SequenceRange missing)
    {
        to = Math.Min(to, EnvelopeBody.FirstDirectSequence - 1);
        var place = _streams.Find(stream);
        if (place < 0)
        {
            missing = new SequenceRange(from, to);
            return !onlyLater && !_streams.IsFull && from <= to;
        }

        ref readonly var received = ref _streams[place].Received;
        if (onlyLater)
            from = Math.Max(from, received.Run(0).First + 1);

        return received.TryNextMissing(from, to, out missing);
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
