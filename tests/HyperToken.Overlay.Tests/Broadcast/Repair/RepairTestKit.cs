using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

/// <summary>One peer's repair, the others played by the test.</summary>
public abstract class RepairTestKit
{
    private protected static readonly Contact[] Others = Ids.Peers(60)[1..];
    private protected static readonly Contact Other = Others[0];
    private protected readonly RecordingOutput _output = new();
    private protected readonly PeerNeighbours _neighbours = new(Tables.Snapshot(Ids.Of(0), Others));
    private protected Instant _now = At(1000);

    private protected readonly List<Contact> _told = [];

    /// <summary>Lets two peers talk until both are silent; frames take 20 ms.</summary>
    private protected int Converse(Side here, Side there)
    {
        var rounds = 0;
        var self = Ids.Peer(0);
        var (toThere, toHere) = (new RecordingOutput(), new RecordingOutput());
        for (; rounds < 1_000; rounds++)
        {
            Pass(TimeSpan.FromMilliseconds(20));
            if (here.Exchange.NextDeadline <= _now && here.Memory.Count < 3_000)
                here.Exchange.Advance(new PeerNeighbours(NeighbourSnapshot.Empty(self.Id, 20)), _now, toThere);

            var (forThere, forHere) = (toThere.Sent.ToList(), toHere.Sent.ToList());
            toThere.Sent.Clear();
            toHere.Sent.Clear();
            forThere.ForEach(sent => Take(there, self, sent.Frame, toHere));
            forHere.ForEach(sent => Take(here, Other, sent.Frame, toThere));
            if (rounds > 30 && toThere.Sent.Count + toHere.Sent.Count == 0)
                break;
        }

        return rounds;
    }

    private protected void Take(Side side, Contact from, Frame frame, RecordingOutput output)
    {
        switch (frame)
        {
            case DigestFrame digest:
                side.Exchange.Receive(from, digest, _now, output);
                break;
            case FetchFrame fetch:
                side.Exchange.Receive(from, fetch, _now, output);
                break;
            case BroadcastFrame broadcast:
                Assert.True(broadcast.Envelope.TryOpen(out var body));
                Assert.Equal(MemoryVerdict.New, side.Memory.TryHold(broadcast.Envelope, body, _now, out _));
                side.Exchange.Held(_now, output);
                break;
        }
    }

    private protected List<(Instant At, DigestFrame Frame)> Told(Side side, int seconds = 0, int milliseconds = 0)
    {
        _told.Clear();
        var told = new List<(Instant, DigestFrame)>();
        var end = _now + TimeSpan.FromMilliseconds((1000 * seconds) + milliseconds);
        while (side.Exchange.NextDeadline is var due && due <= end)
        {
            _now = due;
            side.Exchange.Advance(_neighbours, _now, _output);
            foreach (var (to, frame) in _output.TakeSent<DigestFrame>())
            {
                told.Add((_now, frame));
                _told.Add(to);
            }
        }

        _now = end;
        return told;
    }

    private protected void Hold(Side side, Envelope envelope)
    {
        Assert.True(envelope.TryOpen(out var body));
        Assert.Equal(MemoryVerdict.New, side.Memory.TryHold(envelope, body, _now, out _));
        side.Exchange.Held(_now, _output);
    }

    private protected void Pass(TimeSpan span) => _now += span;

    private protected static Instant At(int seconds) => new(seconds * 1_000_000L);

    private protected static Envelope Message(int origin, int sequence, int payloadBytes = 1) =>
        Envelope.Seal(new EnvelopeBody(Ids.Of(origin), 1, (ulong)sequence, 0, "line", new byte[payloadBytes]));

    private protected static DigestFrame Digest(params StreamRanges[] streams) => new(streams, WantsReply: false);

    private protected static FetchFrame Fetch(params StreamRanges[] streams) => new(streams);

    private protected static StreamRanges Offer(int origin, uint ageMillis, params (ulong First, ulong Last)[] ranges) =>
        new(StreamId.Of(Ids.Of(origin), 1), ageMillis, [.. ranges.Select(range => new SequenceRange(range.First, range.Last))]);

    /// <summary>One peer's memory and exchange.</summary>
    private protected sealed class Side
    {
        public Side(RepairSettings? settings = null, ulong seed = 1, bool catchesUp = false, MessageMemory? memory = null)
        {
            var broadcast = new BroadcastSettings { Repair = settings ?? new RepairSettings(), CatchUp = catchesUp };
            Memory = memory ?? new MessageMemory(broadcast.Repair);
            Exchange = new RepairExchange(broadcast, Memory, new RandomSource(seed), Counters, new PeerScratch());
        }

        public PeerCounters Counters { get; } = new();

        public MessageMemory Memory { get; }

        public RepairExchange Exchange { get; }
    }
}
