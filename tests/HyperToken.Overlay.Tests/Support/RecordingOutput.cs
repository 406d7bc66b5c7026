using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Support;

/// <summary>Keeps what a component wrote.</summary>
internal sealed class RecordingOutput : IPeerOutput
{
    public List<(Contact To, Frame Frame)> Sent { get; } = [];

    public List<PeerSignal> Signals { get; } = [];

    public List<(EnvelopeBody Body, int Hops)> Delivered { get; } = [];

    public void Send(Contact to, Frame frame) => Sent.Add((to, frame));

    public void Signal(PeerSignal signal) => Signals.Add(signal);

    public void Deliver(EnvelopeBody body, int hops) => Delivered.Add((body, hops));

    /// <summary>The frames of one kind sent since the last look, which are then forgotten.</summary>
    public List<(Contact To, TFrame Frame)> TakeSent<TFrame>()
        where TFrame : Frame
    {
        var taken = Sent.Where(sent => sent.Frame is TFrame).Select(sent => (sent.To, (TFrame)sent.Frame)).ToList();
        Sent.RemoveAll(sent => sent.Frame is TFrame);
        return taken;
    }

    /// <summary>The signals of one kind since the last look, which are then forgotten.</summary>
    public List<TSignal> Take<TSignal>()
        where TSignal : PeerSignal
    {
        var taken = Signals.OfType<TSignal>().ToList();
        Signals.RemoveAll(signal => signal is TSignal);
        return taken;
    }
}
