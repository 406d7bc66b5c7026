using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Links.Channels;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>
/// One side of a link over a byte stream. Whoever sends leaves frames in its queue, and its <see cref="LinkActor"/> has them written
/// and read. Both sides first say who they are.
/// </summary>
internal sealed class StreamLink : ILink
{
    private readonly LinkQueue _queue;
    private readonly FrameWriter _writer;
    private readonly FrameReader _reader;
    private readonly ReadCredit _credit;
    private readonly InProcessEndpoint _self;
    private readonly int _maxFrameBytes;
    private LinkPipeline? _pipeline;
    private IActorRef _actor = ActorRefs.Nobody;
    private Contact? _remote;
    private Contact _said;
    private long _lastUsed;
    private int _closed;
    private volatile bool _isEnded;
    private volatile bool _isFaulty;

    /// <param name="channel">The stream; from now on the link's.</param>
    /// <param name="self">The peer on this side.</param>
    /// <param name="settings">What the link may hold.</param>
    /// <param name="maxFrameBytes">A longer frame costs the other side the link.</param>
    /// <param name="dialled">Who was dialled; null when the other side has dialled.</param>
    public StreamLink(IByteChannel channel, InProcessEndpoint self, LinkSettings settings, int maxFrameBytes, Contact? dialled)
    {
        _queue = new LinkQueue(settings, dropped => self.Observer.ReportLost(dropped));
        _writer = new FrameWriter(channel.Output, settings.BatchBytes);
        _reader = new FrameReader(channel.Input, maxFrameBytes);
        _credit = new ReadCredit(settings.InFlightFrames, settings.InFlightBytes);
        _self = self;
        _maxFrameBytes = maxFrameBytes;
        _remote = dialled;
        IsDialled = dialled is not null;
        _said = self.Contact;
        _queue.Add(FrameCodec.Encode(new HelloFrame(_said)));
    }

    /// <summary>Whether this side has dialled.</summary>
    public bool IsDialled { get; }

    /// <summary>Whether it is known who is at the other end.</summary>
    public bool IsNamed => Volatile.Read(ref _remote) is not null;

    public Contact Remote => Volatile.Read(ref _remote) ?? throw new InvalidOperationException("The other side has not said who it is.");

    public bool IsOpen => Volatile.Read(ref _closed) == 0;

    public bool IsEnded => _isEnded;

    public bool IsFaulty => _isFaulty;

    public Instant LastUsed => new(Volatile.Read(ref _lastUsed));

    /// <summary>Ends when neither the writing nor the reading of this link goes on.</summary>
    public Task Stopped { get; private set; } = Task.CompletedTask;

    /// <summary>Frames of this link in its peer's mailbox.</summary>
    public int InFlight => _credit.Frames;

    public bool TrySend(in EncodedFrame frame, Instant now)
    {
        if (!IsOpen)
            return false;

        Used(now);
        switch (_queue.Add(frame))
        {
            case LinkQueue.Offer.Wake:
                _pipeline!.Wake();
                return true;
            case LinkQueue.Offer.Overflow:
                // It is lost like all that was queued before it; the peer is told that the link has failed.
                Close(LinkCloseReason.Overflow);
                return true;
            case LinkQueue.Offer.Closed:
                return false;
            default:
                return true;
        }
    }

    /// <summary>Says once more who this side is, if it has said otherwise.</summary>
    public void SelfChanged()
    {
        var contact = _self.Contact;
        if (!ReferenceEquals(Interlocked.Exchange(ref _said, contact), contact))
            TrySend(FrameCodec.Encode(new HelloFrame(contact)), LastUsed);
    }

    public void RemoteChanged(Contact contact)
    {
        if (contact.Sequence >= Remote.Sequence)
            Volatile.Write(ref _remote, contact);
    }

    public bool HasRoom() => !IsOpen || _queue.HasRoom();

    public void Used(Instant now) => Volatile.Write(ref _lastUsed, now.Micros);

    public void Taken(in EncodedFrame frame, Instant now)
    {
        Used(now);
        _credit.Give(frame.Length);
    }

    public LinkReport Report() => new(
        Remote, new LinkTraffic(_reader.Frames, _writer.Frames, _reader.Bytes, _writer.Bytes, _queue.Dropped), _queue.Frames, _queue.Bytes);

    /// <summary>
    /// In order: nothing new is sent; what waits still is, and what the other side has sent is still read, until both have said their last
    /// word. Unless the other sent nonsense: then nothing more of it is read. One that has failed or whose peer has gone ends at once.
    /// </summary>
    public void Close(LinkCloseReason reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            if (reason is LinkCloseReason.Gone)
                Abort();
            return;
        }

        if (reason is LinkCloseReason.Gone or LinkCloseReason.Overflow)
        {
            Abort();
        }
        else
        {
            if (reason == LinkCloseReason.Faulty)
            {
                _isFaulty = true;
                _reader.Abort();
                _credit.Abort();
            }

            if (_queue.Complete(reason))
                _pipeline!.Wake();
        }

        _actor.Tell(new LinkActor.Closed(reason), ActorRefs.NoSender);
    }

    /// <summary>Begins to write and to read, for the actor that looks after the link.</summary>
    /// <returns>How the other side's stream ended.</returns>
    public Task<StreamEnd> StartAsync(IActorRef actor, LinkPipeline pipeline)
    {
        _actor = actor;
        _pipeline = pipeline;
        pipeline.Wake();
        var reading = ReadAsync();
        Stopped = Task.WhenAll(reading, _writer.Ended);
        return reading;
    }

    /// <summary>What the pipeline writes next.</summary>
    public LinkQueue.Batch TakeBatch() => _queue.Take();

    /// <summary>Writes a batch, and sees to it that the next one follows.</summary>
    public async Task WriteAsync(LinkQueue.Batch batch)
    {
        if (batch.MakesRoom)
            _self.Peer.Tell(LinkHasRoom.Instance, ActorRefs.NoSender);

        var before = _writer.Frames;
        if (await _writer.WriteAsync(batch.Frames, batch.LastWord).ConfigureAwait(false))
        {
            if (_queue.StaysAwake())
                _pipeline!.Wake();
        }
        else
        {
            _queue.Lost(batch.Frames, (int)(_writer.Frames - before));
            _pipeline!.Kill();
        }
    }

    /// <summary>Ends reading and writing now. What waits is lost.</summary>
    public void Abort()
    {
        Volatile.Write(ref _closed, 1);
        _queue.Abort();
        _writer.Abort();
        _reader.Abort();
        _credit.Abort();
        _pipeline?.Kill();
    }

    /// <summary>Nothing of the link is running any more.</summary>
    public void End()
    {
        Abort();
        _isEnded = true;
        _self.Detach(this);
    }

    private async Task<StreamEnd> ReadAsync()
    {
        try
        {
            var first = await _reader.NextAsync().ConfigureAwait(false);
            var end = first.End ?? Greet(first.Frame);
            while (end is null)
            {
                var next = await _reader.NextAsync().ConfigureAwait(false);
                end = next.End;
                if (end is not null)
                    break;

                await _credit.TakeAsync(next.Frame.Length).ConfigureAwait(false);
                _self.Peer.Tell(new PeerActor.FrameArrived(this, next.Frame), ActorRefs.NoSender);
            }

            return end;
        }
        finally
        {
            _reader.Complete();
        }
    }

    private StreamEnd? Greet(in EncodedFrame first)
    {
        var error = FrameCodec.TryDecode(first, _maxFrameBytes, out var frame);
        if (error != FrameError.None)
            return StreamEnd.Faulty(error);
        if (frame is not HelloFrame hello || hello.Contact.Id == _self.Contact.Id || (IsDialled && hello.Contact.Id != Remote.Id))
            return StreamEnd.Faulty(FrameError.Malformed);

        Volatile.Write(ref _remote, hello.Contact);
        _actor.Tell(LinkActor.Greeted.Instance, ActorRefs.NoSender);
        return null;
    }
}
