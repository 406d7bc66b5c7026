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

    /// <summary>The open region that a contact lies in, or null.</summary>
    public RegionTask? OpenRegionOf(in PeerId id)
    {
        foreach (var region in Regions)
        {
            if (region.IsOpen && region.Contains(id))
                return region;
        }

        return null;
    }
}
