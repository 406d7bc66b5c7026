using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Simulation.Measures;

/// <summary>Frames that belong to broadcasts, and digests, counted by one worker.</summary>
internal sealed class Traffic
{
    private static readonly int Kinds = (int)Enum.GetValues<FrameKind>().Max() + 1;
    private readonly long[] _frames = new long[Kinds];
    private readonly long[] _bytes = new long[Kinds];

    public long PayloadsSent => _frames[(int)FrameKind.Broadcast];

    /// <summary>Those of <see cref="PayloadsSent"/> that somebody had asked repair for.</summary>
    public long RepairsSent { get; private set; }

    public long PayloadsReceived { get; private set; }

    public long ControlSent => Sum(_frames, FrameUse.Control);

    public long DigestsSent => Sum(_frames, FrameUse.Digest);

    public long PayloadBytes => Sum(_bytes, FrameUse.Payload);

    public long ControlBytes => Sum(_bytes, FrameUse.Control);

    public long DigestBytes => Sum(_bytes, FrameUse.Digest);

    public long HopsSum { get; private set; }

    public int HopsMax { get; private set; }

    public long Deliveries { get; private set; }

    public long DeliveredTwice { get; private set; }

    /// <summary>Frames of one kind that were sent.</summary>
    public long SentOf(FrameKind kind) => _frames[(int)kind];

    /// <summary>Counts a frame, whatever becomes of it; others than those of broadcasts and digests are passed over.</summary>
    public void Sent(Frame frame)
    {
        var kind = frame.Kind;
        if (FrameUses.Of(kind) == FrameUse.Other)
            return;

        _frames[(int)kind]++;
        _bytes[(int)kind] += FrameCodec.LengthOf(frame);
        if (frame is BroadcastFrame { Header.Plan: BroadcastPlan.Repair })
            RepairsSent++;
    }

    public void Received(Frame frame)
    {
        if (frame.Kind == FrameKind.Broadcast)
            PayloadsReceived++;
    }

    public void Delivered(int hops, bool isFirst)
    {
        if (!isFirst)
        {
            DeliveredTwice++;
            return;
        }

        Deliveries++;
        HopsSum += hops;
        HopsMax = Math.Max(HopsMax, hops);
    }

    public void Add(Traffic other)
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            _frames[kind] += other._frames[kind];
            _bytes[kind] += other._bytes[kind];
        }

        RepairsSent += other.RepairsSent;
        PayloadsReceived += other.PayloadsReceived;
        HopsSum += other.HopsSum;
        HopsMax = Math.Max(HopsMax, other.HopsMax);
        Deliveries += other.Deliveries;
        DeliveredTwice += other.DeliveredTwice;
    }

    private static long Sum(long[] counts, FrameUse use)
    {
        var sum = 0L;
        for (var kind = 0; kind < Kinds; kind++)
            sum += FrameUses.Of((FrameKind)kind) == use ? counts[kind] : 0;

        return sum;
    }
}
