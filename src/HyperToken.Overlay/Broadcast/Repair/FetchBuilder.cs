using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>Collects what is asked of one neighbour. A mutable structure: it lives in a local variable.</summary>
internal struct FetchBuilder
{
    private int _room;
    private List<StreamRanges>? _streams;
    private List<SequenceRange>? _ranges;
    private StreamId _stream;

    /// <summary>Starts with nothing.</summary>
    /// <param name="room">How many messages may be asked for; none if it is not positive.</param>
    public FetchBuilder(int room) => _room = room;

    /// <summary>How many messages are missing, asked for or not.</summary>
    public ulong Missing { get; private set; }

    /// <summary>Asks for messages that are missing, but for those asked for before.</summary>
    public void Want(in StreamId stream, SequenceRange missing, Instant bornAt, AskedMessages asked, Instant now)
    {
        var count = missing.Last - missing.First + 1;
        Missing = Missing + count < Missing ? ulong.MaxValue : Missing + count;
        for (var sequence = missing.First; sequence <= missing.Last && _room > 0; sequence++)
        {
            if (asked.Contains(stream, sequence))
                continue;

            asked.Add(stream, sequence, bornAt, now);
            _room--;
            Add(stream, sequence);
        }
    }

    /// <summary>The question, or null when there is nothing to ask for.</summary>
    public FetchFrame? Take()
    {
        Close();
        return _streams is null ? null : new FetchFrame(_streams);
    }

    private void Add(in StreamId stream, ulong sequence)
    {
        // A stream may be offered in several records, by age: they are joined while they ascend.
        if (_ranges is { Count: > 0 } && (stream != _stream || sequence <= _ranges[^1].Last))
            Close();

        _stream = stream;
        _ranges ??= [];
        if (_ranges.Count > 0 && _ranges[^1].Last + 1 == sequence)
            _ranges[^1] = _ranges[^1] with { Last = sequence };
        else
            _ranges.Add(new SequenceRange(sequence, sequence));
    }

    private void Close()
    {
        if (_ranges is not { Count: > 0 })
            return;

        (_streams ??= []).Add(new StreamRanges(_stream, 0, _ranges));
        _ranges = null;
    }
}
