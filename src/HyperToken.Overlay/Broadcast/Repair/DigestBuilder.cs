using System.Runtime.InteropServices;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// Names messages of a window by stream and ranges of sequences. Working memory only, so peers in one thread share one: a digest
/// is made every second by every peer that has something to tell.
/// </summary>
internal sealed class DigestBuilder
{
    private const double MinSpreadMillis = 1000;
    private const double SpreadShare = 4;

    private readonly Dictionary<StreamId, int> _groups = [];
    private readonly List<int> _sizes = [];
    private readonly List<(int Group, HeldMessage Message)> _taken = [];
    private readonly List<StreamRanges> _streams = [];
    private readonly List<SequenceRange> _ranges = [];
    private HeldMessage[] _sorted = [];

    /// <summary>Names the messages at places from <paramref name="first"/> to before <paramref name="end"/>, but for those older than <paramref name="maxAge"/>.</summary>
    public StreamRanges[] Build(MessageWindow window, int first, int end, TimeSpan maxAge, Instant now)
    {
        for (var place = first; place < end; place++)
        {
            var message = window[place];
            if (message.AgeAt(now) < maxAge)
                Take(message);
        }

        return Build(now);
    }

    /// <summary>Names these messages.</summary>
    public StreamRanges[] Build(IReadOnlyList<HeldMessage> messages, Instant now)
    {
        for (var i = 0; i < messages.Count; i++)
            Take(messages[i]);

        return Build(now);
    }

    private StreamRanges[] Build(Instant now)
    {
        Sort();
        var start = 0;
        foreach (var size in _sizes)
        {
            Name(_sorted.AsSpan(start, size), now);
            start += size;
        }

        var streams = _streams.ToArray();
        Clear(start);
        return streams;
    }

    private void Take(HeldMessage message)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, message.Stream, out var isKnown);
        if (!isKnown)
        {
            group = _sizes.Count;
            _sizes.Add(0);
        }

        _sizes[group]++;
        _taken.Add((group, message));
    }

    /// <summary>Puts the messages of a stream together; they come nearly in order, so few have to be sorted.</summary>
    private void Sort()
    {
        if (_sorted.Length < _taken.Count)
            _sorted = new HeldMessage[Math.Max(_taken.Count, 2 * _sorted.Length)];

        Span<int> next = _sizes.Count <= 256 ? stackalloc int[_sizes.Count] : new int[_sizes.Count];
        for (var group = 1; group < next.Length; group++)
            next[group] = next[group - 1] + _sizes[group - 1];

        foreach (var (group, message) in _taken)
            _sorted[next[group]++] = message;

        var start = 0;
        foreach (var size in _sizes)
        {
            var ofStream = _sorted.AsSpan(start, size);
            if (!IsSorted(ofStream))
                ofStream.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));

            start += size;
        }
    }

    private static bool IsSorted(ReadOnlySpan<HeldMessage> messages)
    {
        for (var i = 1; i < messages.Length; i++)
        {
            if (messages[i].Sequence < messages[i - 1].Sequence)
                return false;
        }

        return true;
    }

    /// <summary>Names messages of one stream, in as many records as their ages differ.</summary>
    private void Name(ReadOnlySpan<HeldMessage> messages, Instant now)
    {
        if (messages.Length == 1)
        {
            var message = messages[0];
            Add(message.Stream, message.AgeAt(now).TotalMilliseconds, message.Envelope.Alone);
            return;
        }

        var (youngest, oldest) = (double.MaxValue, 0.0);
        foreach (var message in messages)
        {
            var age = message.AgeAt(now).TotalMilliseconds;
            if (_ranges.Count > 0 && Math.Max(oldest, age) - Math.Min(youngest, age) > Math.Max(MinSpreadMillis, Math.Min(youngest, age) / SpreadShare))
            {
                Close(messages[0].Stream, oldest);
                (youngest, oldest) = (double.MaxValue, 0);
            }

            (youngest, oldest) = (Math.Min(youngest, age), Math.Max(oldest, age));
            var sequence = message.Sequence;
            if (_ranges.Count > 0 && _ranges[^1].Last + 1 == sequence)
                _ranges[^1] = _ranges[^1] with { Last = sequence };
            else
                _ranges.Add(new SequenceRange(sequence, sequence));
        }

        Close(messages[0].Stream, oldest);
    }

    private void Close(in StreamId stream, double ageMillis)
    {
        Add(stream, ageMillis, _ranges.ToArray());
        _ranges.Clear();
    }

    private void Add(in StreamId stream, double ageMillis, SequenceRange[] ranges) =>
        _streams.Add(new StreamRanges(stream, (uint)Math.Clamp(ageMillis, 1, uint.MaxValue), ranges));

    private void Clear(int used)
    {
        _groups.Clear();
        _sizes.Clear();
        _taken.Clear();
        _streams.Clear();
        _sorted.AsSpan(0, used).Clear();
    }
}
