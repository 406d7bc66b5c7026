using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>What a neighbour asks for, to be looked up. A stream named again has to go on where it ended, or is not looked at again.</summary>
internal readonly struct WantedMessages
{
    private readonly Dictionary<StreamId, List<SequenceRange>> _streams;

    private WantedMessages(Dictionary<StreamId, List<SequenceRange>> streams) => _streams = streams;

    public static WantedMessages Of(FetchFrame fetch)
    {
        var streams = new Dictionary<StreamId, List<SequenceRange>>(fetch.Streams.Count);
        foreach (var stream in fetch.Streams)
        {
            if (!streams.TryGetValue(stream.Stream, out var ranges))
                streams.Add(stream.Stream, [.. stream.Ranges]);
            else if (stream.Ranges.Count > 0 && stream.Ranges[0].First > ranges[^1].Last)
                ranges.AddRange(stream.Ranges);
        }

        return new WantedMessages(streams);
    }

    public bool Contains(in StreamId stream, ulong sequence) =>
        _streams.TryGetValue(stream, out var ranges) && AscendingRanges.Contains(ranges, sequence);
}
