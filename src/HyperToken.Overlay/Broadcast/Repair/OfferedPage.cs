using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>A digest of which something has not come yet.</summary>
internal sealed class OfferedPage
{
    public OfferedPage(Contact from, DigestFrame digest, ulong missing, Instant now)
    {
        Missing = missing;
        From = from;
        Digest = digest;
        ReceivedAt = now;
        ProgressAt = now;
    }

    public Contact From { get; }

    public DigestFrame Digest { get; }

    public Instant ReceivedAt { get; }

    /// <summary>How many of its messages were missing at the last look.</summary>
    public ulong Missing { get; private set; }

    /// <summary>When they last became fewer.</summary>
    public Instant ProgressAt { get; private set; }

    public void Looked(ulong missing, Instant now)
    {
        if (missing < Missing)
            ProgressAt = now;

        Missing = missing;
    }
}
