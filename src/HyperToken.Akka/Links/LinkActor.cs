using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using HyperToken.Configuration;
using HyperToken.Links.Channels;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>
/// Looks after one link over a byte stream: has it written and read, closes it when the other side does not say who it is or does not
/// let it end, and tells the transport what becomes of it. Stops when nothing of the link runs any more; when it is stopped, the link ends.
/// </summary>
internal sealed class LinkActor : UntypedActor, IWithTimers
{
    private const string Timer = "late";
    private readonly StreamLink _link;
    private readonly LinkSettings _settings;
    private readonly IMaterializer _materializer;
    private readonly IActorRef _peer;
    private bool _isRead;
    private bool _isWritten;

    public LinkActor(StreamLink link, LinkSettings settings, IMaterializer materializer, IActorRef peer)
    {
        _link = link;
        _settings = settings;
        _materializer = materializer;
        _peer = peer;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartSingleTimer(Timer, Late.Instance, _settings.HandshakeTimeout);
        var pipeline = LinkPipeline.Run(_link.TakeBatch, _link.WriteAsync, _materializer);
        pipeline.Ended.PipeTo(Self, success: () => Written.Instance, failure: _ => Written.Instance);
        _link.StartAsync(Self, pipeline).PipeTo(Self, success: end => new Read(end), failure: _ => new Read(StreamEnd.Gone));
    }

    protected override void PostStop()
    {
        if (_link.IsOpen)
            Context.Parent.Tell(new TransportActor.RemoteClosed(_link, LinkCloseReason.Gone));

        _link.End();
        Context.Parent.Tell(new TransportActor.LinkEnded(_link));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Greeted:
                Timers.Cancel(Timer);
                Context.Parent.Tell(new TransportActor.Greeted(_link));
                break;
            case Closed closed:
                Timers.StartSingleTimer(Timer, Late.Instance, _settings.CloseTimeout);
                if (closed.Reason == LinkCloseReason.Overflow)
                    Context.Parent.Tell(new TransportActor.RemoteClosed(_link, closed.Reason));
                break;
            case Late:
                Lose(LinkCloseReason.Gone);
                break;
            case Read read:
                _isRead = true;
                Ended(read.End);
                break;
            case Written:
                _isWritten = true;
                break;
            default:
                Unhandled(message);
                break;
        }

        if (_isRead && _isWritten)
            Context.Stop(Self);
    }

    private void Ended(StreamEnd end)
    {
        if (end.IsAborted)
            return;

        if (end.Error != FrameError.None)
            _peer.Tell(new Peers.PeerActor.FrameRefused(_link, end.Error));
        else if (end.Reason == LinkCloseReason.Gone)
            Lose(end.Reason);
        else if (_link.IsOpen)
        {
            // The other side reads on until it has our last word: it gets what it was sent.
            Context.Parent.Tell(new TransportActor.RemoteClosed(_link, end.Reason));
            _link.Close(LinkCloseReason.Excess);
        }
    }

    private void Lose(LinkCloseReason reason)
    {
        if (_link.IsOpen)
            Context.Parent.Tell(new TransportActor.RemoteClosed(_link, reason));

        _link.Close(LinkCloseReason.Gone);
    }

    /// <summary>The other side has said who it is.</summary>
    internal sealed class Greeted : IDeadLetterSuppression
    {
        public static readonly Greeted Instance = new();
    }

    /// <summary>This side has closed the link.</summary>
    internal sealed record Closed(LinkCloseReason Reason) : IDeadLetterSuppression;

    private sealed record Read(StreamEnd End) : IDeadLetterSuppression;

    private sealed class Written : IDeadLetterSuppression
    {
        public static readonly Written Instance = new();
    }

    private sealed class Late
    {
        public static readonly Late Instance = new();
    }
}
