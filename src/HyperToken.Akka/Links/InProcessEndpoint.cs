using Akka.Actor;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>
/// A peer as the other side of in-process links, from its start to its end: whoever dials while it restarts waits in its mailbox.
/// Knows every open link, also those its transport has not heard of yet, so that none outlives the peer.
/// </summary>
internal sealed class InProcessEndpoint
{
    private readonly HashSet<IAttachment> _links = [];
    private volatile Contact _contact;
    private volatile bool _isClosed;
    private volatile bool _isRestarting;

    public InProcessEndpoint(Contact contact, IActorRef peer, IPeerObserver? observer = null)
    {
        _contact = contact;
        Peer = peer;
        Observer = observer;
    }

    /// <summary>Who it is, as it is to be known now.</summary>
    public Contact Contact => _contact;

    /// <summary>Takes frames, and is told of links opened and closed by others.</summary>
    public IActorRef Peer { get; }

    /// <summary>Sees what the peer does.</summary>
    public IPeerObserver? Observer { get; }

    /// <summary>What is open now.</summary>
    public IReadOnlyList<IAttachment> Open
    {
        get
        {
            lock (_links)
                return [.. _links];
        }
    }

    /// <summary>The peer is to be known otherwise from now on: by whoever connects later, and over every open link.</summary>
    public void SelfChanged(Contact contact)
    {
        _contact = contact;
        foreach (var link in Open)
            link.SelfChanged();
    }

    /// <summary>Notes an open link; false when the peer has gone meanwhile.</summary>
    public bool TryAttach(IAttachment link)
    {
        lock (_links)
            return !_isClosed && _links.Add(link);
    }

    /// <summary>Notes what an open channel has become; false when the peer has gone meanwhile, or the channel has closed.</summary>
    public bool TryReplace(IAttachment channel, IAttachment link)
    {
        lock (_links)
            return !_isClosed && _links.Remove(channel) && _links.Add(link);
    }

    /// <summary>A link has closed.</summary>
    public void Detach(IAttachment link)
    {
        lock (_links)
            _links.Remove(link);
    }

    /// <summary>Whether the peer has gone.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>The peer starts anew: closes every link, and takes new ones.</summary>
    public void BeginRestart()
    {
        _isRestarting = true;
        CloseLinks();
    }

    /// <summary>The peer has started anew.</summary>
    public void EndRestart() => _isRestarting = false;

    /// <summary>The owner of the links stops, with its peer: closes every link, and takes no new one unless the peer is about to start anew.</summary>
    public void OwnerStopped()
    {
        if (_isRestarting)
            CloseLinks();
        else
            Close();
    }

    /// <summary>The peer has gone: closes every link, and takes no new one.</summary>
    public void Close()
    {
        lock (_links)
            _isClosed = true;

        CloseLinks();
    }

    private void CloseLinks()
    {
        foreach (var link in Open)
        {
            link.Close(LinkCloseReason.Gone);
            Detach(link);
        }
    }
}
