using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>
/// One side of a direct link between two peers of a process: a reference to the other's actor. Frames are real, encoded bytes.
/// What waits for the link lies in the other's mailbox, which nothing can be taken out of: there a new payload is dropped, not the oldest.
/// </summary>
internal sealed class InProcessLink : ILink
{
    private readonly InProcessEndpoint _near;
    private readonly InProcessEndpoint _remote;
    private readonly LinkSettings _limits;
    private readonly Connection _connection;
    private InProcessLink _other = null!;
    private long _lastUsed;
    private long _framesIn;
    private long _framesOut;
    private long _bytesIn;
    private long _bytesOut;
    private long _dropped;
    private int _wantsRoom;
    private volatile bool _isFaulty;

    private InProcessLink(InProcessEndpoint near, InProcessEndpoint remote, LinkSettings limits, Connection connection)
    {
        _near = near;
        _remote = remote;
        _limits = limits;
        _connection = connection;
    }

    public Contact Remote => _remote.Contact;

    public bool IsOpen => !_connection.IsClosed;

    public bool IsEnded => _connection.IsClosed;

    public bool IsFaulty => _isFaulty;

    public Instant LastUsed => new(Volatile.Read(ref _lastUsed));

    private long QueuedFrames => Volatile.Read(ref _framesOut) - Volatile.Read(ref _other._framesIn);

    private long QueuedBytes => Volatile.Read(ref _bytesOut) - Volatile.Read(ref _other._bytesIn);

    /// <summary>Makes the two sides of a new link; false when either peer has gone.</summary>
    public static bool TryOpen(
        InProcessEndpoint near, InProcessEndpoint far, LinkSettings limits, out InProcessLink atNear, out InProcessLink atFar)
    {
        var connection = new Connection();
        atNear = new InProcessLink(near, far, limits, connection);
        atFar = new InProcessLink(far, near, limits, connection) { _other = atNear };
        atNear._other = atFar;
        if (!near.TryAttach(atNear))
            return false;
        if (far.TryAttach(atFar))
            return true;

        near.Detach(atNear);
        return false;
    }

    public bool TrySend(in EncodedFrame frame, Instant now)
    {
        if (_connection.IsClosed)
            return false;

        Used(now);
        if (LinkLoad.IsPayload(frame))
        {
            if (LinkLoad.Exceeds(QueuedFrames, QueuedBytes, frame.Length, _limits.QueueFrames, _limits.QueueBytes))
            {
                Interlocked.Increment(ref _dropped);
                _near.Observer.ReportLost(frame);
                return true;
            }
        }
        else if (LinkLoad.Exceeds(
            QueuedFrames, QueuedBytes, frame.Length, _limits.QueueFrames + _limits.ControlFrames, (long)_limits.QueueBytes + _limits.ControlBytes))
        {
            Close(LinkCloseReason.Overflow);
            _near.Peer.Tell(new TransportActor.RemoteClosed(this, LinkCloseReason.Overflow), ActorRefs.NoSender);
            return true;
        }

        Interlocked.Increment(ref _framesOut);
        Interlocked.Add(ref _bytesOut, frame.Length);
        _remote.Peer.Tell(new PeerActor.FrameArrived(_other, frame), ActorRefs.NoSender);
        return true;
    }

    public bool HasRoom()
    {
        if (!IsFull)
            return true;

        // First the wish, then the question again: the other side asks for the wish after it has made room.
        Interlocked.Exchange(ref _wantsRoom, 1);
        return _connection.IsClosed || !IsFull;
    }

    public void Used(Instant now) => Volatile.Write(ref _lastUsed, now.Micros);

    public void Taken(in EncodedFrame frame, Instant now)
    {
        Used(now);
        Interlocked.Add(ref _bytesIn, frame.Length);
        Interlocked.Increment(ref _framesIn);
        _other.MakeRoom();
    }

    /// <summary>It is seen at once: see <see cref="Remote"/>.</summary>
    public void RemoteChanged(Contact contact)
    {
    }

    public LinkReport Report() => new(
        Remote,
        new LinkTraffic(
            Volatile.Read(ref _framesIn), Volatile.Read(ref _framesOut), Volatile.Read(ref _bytesIn), Volatile.Read(ref _bytesOut), Volatile.Read(ref _dropped)),
        (int)Math.Max(0, QueuedFrames),
        Math.Max(0, QueuedBytes));

    public void Close(LinkCloseReason reason)
    {
        if (reason == LinkCloseReason.Faulty)
            _isFaulty = true;

        if (!_connection.TryClose())
            return;

        _remote.Detach(_other);
        _near.Detach(this);
        _remote.Peer.Tell(new TransportActor.RemoteClosed(_other, reason), ActorRefs.NoSender);
    }

    private bool IsFull => LinkLoad.IsFull(QueuedFrames, QueuedBytes, _limits);

    private void MakeRoom()
    {
        if (Volatile.Read(ref _wantsRoom) != 0
            && LinkLoad.IsRelieved(QueuedFrames, QueuedBytes, _limits)
            && Interlocked.Exchange(ref _wantsRoom, 0) != 0)
            _near.Peer.Tell(LinkHasRoom.Instance, ActorRefs.NoSender);
    }

    /// <summary>What the two sides share.</summary>
    private sealed class Connection
    {
        private int _closed;

        public bool IsClosed => Volatile.Read(ref _closed) != 0;

        public bool TryClose() => Interlocked.Exchange(ref _closed, 1) == 0;
    }
}
