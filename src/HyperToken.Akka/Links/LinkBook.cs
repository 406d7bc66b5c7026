using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>The open links a peer's actor knows of, so that frames go straight to them. The transport owns them.</summary>
internal sealed class LinkBook
{
    private readonly Dictionary<PeerId, ILink> _links = [];
    private readonly List<ILink> _closing = [];
    private LinkTraffic _closed;
    private (Frame Frame, EncodedFrame Bytes)? _last;

    /// <summary>Sends over the link to this peer.</summary>
    /// <returns>The link; null when there is none, or it has closed.</returns>
    public ILink? TrySend(in PeerId to, Frame frame, Instant now) =>
        _links.TryGetValue(to, out var link) && link.TrySend(Encode(frame), now) ? link : null;

    /// <summary>Takes up a link of the transport. It may have closed already: then the news of that follows, and is to be heard.</summary>
    /// <returns>True when no link to this peer was known before.</returns>
    public bool Adopt(ILink link)
    {
        var isKnown = _links.TryGetValue(link.Remote.Id, out var current);
        if (ReferenceEquals(current, link) || (isKnown && !link.IsOpen))
            return false;

        if (current is not null)
            Retire(current);

        _links[link.Remote.Id] = link;
        return !isKnown;
    }

    /// <summary>Takes up an open link over which a frame came before the transport could tell of it, unless another to the same peer is open.</summary>
    /// <returns>True when no link to this peer was known before.</returns>
    public bool AdoptIfNeeded(ILink link) =>
        link.IsOpen && !(_links.TryGetValue(link.Remote.Id, out var current) && current.IsOpen) && Adopt(link);

    /// <summary>Drops the link to a peer; false when another one has taken over, or none was known.</summary>
    public bool Forget(in PeerId id)
    {
        if (!_links.TryGetValue(id, out var link) || link.IsOpen)
            return false;

        _links.Remove(id);
        Retire(link);
        return true;
    }

    /// <summary>How the contacts with a link are known now.</summary>
    public IEnumerable<Contact> Remotes => _links.Values.Select(link => link.Remote);

    /// <summary>Every link in use.</summary>
    public IReadOnlyList<LinkReport> Report() => [.. _links.Values.Select(link => link.Report())];

    /// <summary>What all links have carried since the peer started, those that are closed included.</summary>
    public LinkTraffic Total()
    {
        CountEnded();
        return _links.Values.Concat(_closing).Aggregate(_closed, (sum, link) => sum + link.Report().Traffic);
    }

    /// <summary>A link is no longer used; it may still have something to carry.</summary>
    private void Retire(ILink link)
    {
        CountEnded();
        _closing.Add(link);
    }

    private void CountEnded() => _closing.RemoveAll(link =>
    {
        if (!link.IsEnded)
            return false;

        _closed += link.Report().Traffic;
        return true;
    });

    /// <summary>A broadcast goes to many contacts with the same header: it is encoded once.</summary>
    private EncodedFrame Encode(Frame frame)
    {
        if (_last is { } last && ReferenceEquals(last.Frame, frame))
            return last.Bytes;

        var bytes = FrameCodec.Encode(frame);
        _last = frame is BroadcastFrame ? (frame, bytes) : null;
        return bytes;
    }
}
