using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Relaying;

/// <summary>
/// Puts the broadcasts of each origin back into the order in which it published them: the overlay brings each once, but one that was
/// repaired comes after later ones. What is ahead of a gap waits, and no longer than <see cref="Patience"/>; then the gap is given up.
/// Where an origin, or a start of it, is heard of for the first time, its count begins there.
/// </summary>
/// <typeparam name="TItem">What is handed on.</typeparam>
public sealed class OriginOrder<TItem>
{
    private readonly Dictionary<PeerId, Stream> _streams = [];
    private readonly TimeSpan _patience;
    private readonly int _maxHeld;
    private readonly int _maxOrigins;
    private int _held;

    /// <param name="patience">How long a later message waits for an earlier one.</param>
    /// <param name="maxHeld">Messages that may wait, of all origins together; one more, and the gap it waits for is given up. 1 or more.</param>
    /// <param name="maxOrigins">Origins remembered; beyond it the one silent for longest is forgotten. 1 or more.</param>
    public OriginOrder(TimeSpan patience, int maxHeld, int maxOrigins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxHeld, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxOrigins, 1);
        _patience = patience;
        _maxHeld = maxHeld;
        _maxOrigins = maxOrigins;
    }

    /// <summary>How long a later message waits for an earlier one.</summary>
    public TimeSpan Patience => _patience;

    /// <summary>Messages that wait now.</summary>
    public int Held => _held;

    /// <summary>Gaps that were given up so far; what was missing is handed on late if it comes after all.</summary>
    public long GivenUp { get; private set; }

    /// <summary>When the next gap is given up.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>A message has arrived, for the first time.</summary>
    /// <param name="origin">Who published it.</param>
    /// <param name="incarnation">Which start of the origin.</param>
    /// <param name="sequence">The origin's count.</param>
    /// <param name="item">What is to be handed on.</param>
    /// <param name="now">The time.</param>
    /// <param name="next">Takes it when its turn has come, and what waited for it.</param>
    public void Add(in PeerId origin, ulong incarnation, ulong sequence, TItem item, Instant now, Action<TItem> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var stream = StreamOf(origin, incarnation, sequence, next);
        stream.LastHeard = now;
        if (incarnation < stream.Incarnation || sequence < stream.Next)
        {
            next(item);
            return;
        }

        if (sequence > stream.Next)
        {
            Hold(stream, sequence, item, now, next);
            return;
        }

        stream.Next++;
        next(item);
        HandOn(stream, now, next);
    }

    /// <summary>Gives up the gaps that were waited for long enough.</summary>
    public void Advance(Instant now, Action<TItem> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (now < NextDeadline)
            return;

        foreach (var stream in _streams.Values)
        {
            if (stream.Held.Count > 0 && stream.GapUntil <= now)
                GiveUp(stream, now, next);
        }

        SetDeadline();
    }

    private Stream StreamOf(in PeerId origin, ulong incarnation, ulong sequence, Action<TItem> next)
    {
        if (_streams.TryGetValue(origin, out var stream))
        {
            // The origin has started anew: nothing more is to come of what it was before.
            if (incarnation > stream.Incarnation)
            {
                FlushAll(stream, next);
                stream.Incarnation = incarnation;
                stream.Next = sequence;
            }

            return stream;
        }

        if (_streams.Count >= _maxOrigins)
        {
            var (silent, forgotten) = _streams.MinBy(known => known.Value.LastHeard.Micros);
            FlushAll(forgotten, next);
            _streams.Remove(silent);
        }

        stream = new Stream { Incarnation = incarnation, Next = sequence };
        _streams.Add(origin, stream);
        return stream;
    }

    private void Hold(Stream stream, ulong sequence, TItem item, Instant now, Action<TItem> next)
    {
        if (stream.Held.Count == 0)
            stream.GapUntil = now + _patience;

        stream.Held[sequence] = item;
        _held++;
        if (_held > _maxHeld)
            GiveUp(stream, now, next);

        SetDeadline();
    }

    private void GiveUp(Stream stream, Instant now, Action<TItem> next)
    {
        GivenUp++;
        stream.Next = stream.Held.Keys.First();
        HandOn(stream, now, next);
    }

    private void HandOn(Stream stream, Instant now, Action<TItem> next)
    {
        if (stream.Held.Count == 0)
            return;

        while (stream.Held.Remove(stream.Next, out var item))
        {
            _held--;
            stream.Next++;
            next(item);
        }

        stream.GapUntil = now + _patience;
        SetDeadline();
    }

    private void FlushAll(Stream stream, Action<TItem> next)
    {
        foreach (var item in stream.Held.Values)
            next(item);

        _held -= stream.Held.Count;
        stream.Held.Clear();
        SetDeadline();
    }

    private void SetDeadline()
    {
        NextDeadline = Instant.Never;
        if (_held == 0)
            return;

        foreach (var stream in _streams.Values)
        {
            if (stream.Held.Count > 0)
                NextDeadline = Instant.Min(NextDeadline, stream.GapUntil);
        }
    }

    private sealed class Stream
    {
        public ulong Incarnation { get; set; }

        public ulong Next { get; set; }

        public Instant LastHeard { get; set; }

        public Instant GapUntil { get; set; }

        public SortedDictionary<ulong, TItem> Held { get; } = [];
    }
}
