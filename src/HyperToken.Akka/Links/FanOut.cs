using HyperToken.Overlay.Broadcast;

namespace HyperToken.Links;

/// <summary>The links that the last message of this peer was sent over, and how they get on.</summary>
internal sealed class FanOut
{
    private readonly List<ILink> _links = [];
    private bool _isPublishing;

    /// <summary>A message of this peer is about to be sent.</summary>
    public void Begin()
    {
        _links.Clear();
        _isPublishing = true;
    }

    /// <summary>Payload was sent over a link; of interest only while this peer publishes.</summary>
    public void Note(ILink link)
    {
        if (_isPublishing)
            _links.Add(link);
    }

    /// <summary>The message has been sent to all it goes to.</summary>
    public void End() => _isPublishing = false;

    /// <summary>How many of the links are open, and how many of those have no room. Each that has none tells the peer when it has.</summary>
    public FanOutLoad Measure()
    {
        var (open, full) = (0, 0);
        foreach (var link in _links)
        {
            if (!link.IsOpen)
                continue;

            open++;
            full += link.HasRoom() ? 0 : 1;
        }

        return new FanOutLoad(open, full);
    }
}
