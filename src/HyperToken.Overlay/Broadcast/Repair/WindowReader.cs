using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>How far a neighbour has been told what is in the window, part by part.</summary>
internal sealed class WindowReader
{
    public WindowReader(Contact contact, Instant now)
    {
        Contact = contact;
        BegunAt = now;
    }

    public Contact Contact { get; }

    public Instant BegunAt { get; }

    /// <summary>How many messages, of all that were ever in the window, it has been told of.</summary>
    public long Told { get; set; }

    /// <summary>Whether there was nothing more to tell.</summary>
    public bool IsDone { get; set; }
}
