using System.Diagnostics.CodeAnalysis;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>Which frames were given to links whose other side has not said who it is: if it never does, they have failed, one by one.</summary>
internal sealed class PendingFrames
{
    /// <summary>What is beyond fails without a word, as it does on an open link.</summary>
    private const int MaxFramesPerLink = 256;
    private readonly Dictionary<ILink, List<Frame?>> _links = [];

    /// <summary>A link was dialled for a frame, or for none.</summary>
    public void Begin(ILink link, Frame? frame) => _links.Add(link, [frame]);

    /// <summary>A frame was given to a link.</summary>
    public void AddIfDialling(ILink link, Frame? frame)
    {
        if (frame is not null && _links.TryGetValue(link, out var frames) && frames.Count < MaxFramesPerLink)
            frames.Add(frame);
    }

    /// <summary>Whether the other side of a link that was dialled has yet to say who it is.</summary>
    public bool IsDialling(ILink link) => _links.ContainsKey(link);

    /// <summary>The other side has said who it is.</summary>
    public void End(ILink link) => _links.Remove(link);

    /// <summary>The link has ended; false when its other side had said who it is.</summary>
    public bool TryEnd(ILink link, [NotNullWhen(true)] out List<Frame?>? frames) => _links.Remove(link, out frames);
}
