using Akka.Actor;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>One side of a link between two peers of a process: a reference to the other's actor. Frames are real, encoded bytes.</summary>
internal sealed class InProcessLink : ILink
{
    private readonly InProcessEndpoint _remote;
    private readonly Connection _connection;
    private InProcessLink _other = null!;
    private long _lastUsed;
    private volatile bool _isFaulty;

    private InProcessLink(InProcessEndpoint remote, Connection connection)
    {
        _remote = remote;
        _connection = connection;
    }

    public Contact Remote => _remote.Contact;

    public bool IsOpen => !_connection.IsClosed;

    public bool IsFaulty => _isFaulty;

    public Instant LastUsed => new(Volatile.Read(ref _lastUsed));

    /// <summary>Makes the two sides of a new link; false when either peer has gone.</summary>
    public static bool TryOpen(InProcessEndpoint near, InProcessEndpoint far, out InProcessLink atNear, out InProcessLink atFar)
    {
        var connection = new Connection();
        atNear = new InProcessLink(far, connection);
        atFar = new InProcessLink(near, connection) { _other = atNear };
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
        _remote.Peer.Tell(new PeerActor.FrameArrived(_other, frame), ActorRefs.NoSender);
        return true;
    }

    public void Used(Instant now) => Volatile.Write(ref _lastUsed, now.Micros);

    public void Close(LinkCloseReason reason)
    {
        if (reason == LinkCloseReason.Faulty)
            _isFaulty = true;

        if (!_connection.TryClose())
            return;

        _remote.Detach(_other);
        _other._remote.Detach(this);
        _remote.Peer.Tell(new TransportActor.RemoteClosed(_other, reason), ActorRefs.NoSender);
    }

    /// <summary>What the two sides share.</summary>
    private sealed class Connection
    {
        private int _closed;

        public bool IsClosed => Volatile.Read(ref _closed) != 0;

        public bool TryClose() => Interlocked.Exchange(ref _closed, 1) == 0;
    }
}
