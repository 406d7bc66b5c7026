using HyperToken.Overlay.Wire;

namespace HyperToken.Simulation.Measures;

/// <summary>Frames that belong to broadcasts, counted by one worker.</summary>
internal sealed class Traffic
{
    public long PayloadsSent { get; private set; }

    public long PayloadsReceived { get; private set; }

    public long BytesSent { get; private set; }

    public long HopsSum { get; private set; }

    public int HopsMax { get; private set; }

    public long Deliveries { get; private set; }

    public long DeliveredTwice { get; private set; }

    public void Sent(BroadcastFrame frame)
    {
        PayloadsSent++;
        BytesSent += FrameCodec.LengthOf(frame);
    }

    public void Received() => PayloadsReceived++;

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
        PayloadsSent += other.PayloadsSent;
        PayloadsReceived += other.PayloadsReceived;
        BytesSent += other.BytesSent;
        HopsSum += other.HopsSum;
        HopsMax = Math.Max(HopsMax, other.HopsMax);
        Deliveries += other.Deliveries;
        DeliveredTwice += other.DeliveredTwice;
    }
}
