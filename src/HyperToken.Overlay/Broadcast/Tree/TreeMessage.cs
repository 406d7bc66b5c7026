using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>A message that this peer is serving: its regions, and where it came from.</summary>
internal sealed class TreeMessage
{
    public TreeMessage(HeldMessage held, HopHeader header)
    {
        Held = held;
        Header = header;
    }

    public HeldMessage Held { get; }

    /// <summary>The hop header for those who are sent the message, but for its height.</summary>
    public HopHeader Header { get; }

    /// <summary>The regions, those served included, since a child that has acknowledged may be asked for help.</summary>
    public List<RegionTask> Regions { get; } = [];

    /// <summary>Regions that are not served yet.</summary>
    public int Open { get; set; }

    /// <summary>Whether this peer published it, and not all of its regions were served yet.</summary>
    public bool IsOwnUnacknowledged { get; set; }

    /// <summary>Acknowledged broadcast: who waits to hear how many were reached; null in others.</summary>
    public ReachTally? Reach { get; set; }

    /// <summary>The open region of this height that a contact was given, or lies in; or null.</summary>
    /// <param name="id">Whose frame it is.</param>
    /// <param name="height">The height the frame names.</param>
    /// <param name="isServe">Whether the frame may be about a request to serve: a region that the contact was asked for need not be its own.</param>
    public RegionTask? OpenRegionOf(in PeerId id, int height, bool isServe)
    {
        RegionTask? own = null;
        foreach (var region in Regions)
        {
            if (!region.IsOpen || region.Height != height)
                continue;
            if (isServe && region.Phase == RegionPhase.AskedToServe && region.Delegate?.Id == id)
                return region;
            if (own is null && region.Contains(id))
                own = region;
        }

        return own;
    }

    /// <summary>The open region for which a contact was offered the message, in the round in progress if there is one; or null.</summary>
    public RegionTask? OfferedRegionOf(Contact contact)
    {
        RegionTask? earlier = null;
        foreach (var region in Regions)
        {
            if (region is not { IsOpen: true, Offers: { } offers } || offers.TriesOf(contact) == 0)
                continue;
            if (offers.IsInRound(contact))
                return region;

            earlier ??= region;
        }

        return earlier;
    }
}
