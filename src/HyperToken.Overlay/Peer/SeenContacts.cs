using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Collects who sent valid frames. A contact the table does not know is reported at once, the others together once in a
/// while, so that a busy link costs the table one signal a second and not one a frame.
/// </summary>
internal sealed class SeenContacts
{
    private readonly Dictionary<PeerId, Contact> _known = [];
    private readonly HashSet<PeerId> _reported = [];
    private readonly TimeSpan _interval;

    public SeenContacts(TimeSpan interval) => _interval = interval;

    public Instant NextDeadline { get; private set; } = Instant.Never;

    public void Note(Contact contact, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (contact.Mode == ContactMode.Leaf)
            return;

        if (neighbours.Table.Trusts(contact.Id))
        {
            _known[contact.Id] = contact;
        }
        else if (_reported.Add(contact.Id))
        {
            output.Signal(new ContactSeen(contact));
        }
        else
        {
            return;
        }

        if (NextDeadline == Instant.Never)
            NextDeadline = now + _interval;
    }

    public void Advance(Instant now, IPeerOutput output)
    {
        if (now < NextDeadline)
            return;

        NextDeadline = Instant.Never;
        _reported.Clear();
        if (_known.Count == 0)
            return;

        output.Signal(new ContactsSeen([.. _known.Values]));
        _known.Clear();
    }
}
