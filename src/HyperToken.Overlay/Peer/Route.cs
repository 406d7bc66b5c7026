using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>A message under way: what is sent, where it came from (null: from here), and whom it was handed to so far.</summary>
internal sealed class Route(RouteFrame frame, Contact? from, Instant deadline)
{
    public RouteFrame Frame { get; } = frame;

    public Contact? From { get; } = from;

    public Instant Deadline { get; } = deadline;

    public bool IsSettled { get; set; }

    public List<Contact> Tried { get; } = [];

    public Contact? Next => Tried.Count == 0 ? null : Tried[^1];

    /// <summary>How it goes on by its target's record; null as long as it goes by ids.</summary>
    public HandOver? HandOver { get; set; }

    public bool HasTried(Contact contact) => Tried.Exists(tried => tried.Id == contact.Id);
}
