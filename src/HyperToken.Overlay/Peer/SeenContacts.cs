using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Collects who sent valid frames, so that a busy link costs the table one signal a second and not one a frame. A contact that
/// is news to the table is reported at once. Payload frames are many, and where the bucket is full their senders can wait: they
/// are reported together with those the table knows, a sample of them if they are very many.
/// </summary>
internal sealed class SeenContacts
{
    /// <summary>Contacts reported together at most: whoever is left out sends again.</summary>
    public const int MaxTogether = 64;

    /// <summary>Contacts reported at once, each interval.</summary>
    public const int MaxAtOnce = 256;

    private readonly TimeSpan _interval;
    private ContactSample _waiting = new(MaxTogether);
    private ContactSet? _reported;

    public SeenContacts(TimeSpan interval) => _interval = interval;

    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <param name="contact">Who sent a frame.</param>
    /// <param name="isPayload">Whether it was one of the many frames of a broadcast.</param>
    /// <param name="neighbours">What the peer knows of its table.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Is told of news.</param>
    public void Note(Contact contact, bool isPayload, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (contact.Mode == ContactMode.Leaf)
        {
            // It was a supernode when it came into the table, and serves no buckets any more.
            if (neighbours.Table.Contains(contact.Id))
                output.Signal(new ContactFailed(contact, Refused: true));

            return;
        }

        if (_waiting.Contains(contact) || _reported?.Find(contact.Id) is not null)
            return;

        var canWait = (isPayload && !neighbours.Table.HasRoomFor(contact.Id)) || neighbours.Table.Trusts(contact.Id);
        var isNoted = canWait ? _waiting.TryAdd(contact) : TryReport(contact);
        if (!isNoted)
            return;

        if (!canWait)
            output.Signal(new ContactSeen(contact));
        if (NextDeadline == Instant.Never)
            NextDeadline = now + _interval;
    }

    public void Advance(Instant now, IPeerOutput output)
    {
        if (now < NextDeadline)
            return;

        NextDeadline = Instant.Never;
        _reported = null;
        if (_waiting.Count > 0)
            output.Signal(new ContactsSeen(_waiting.Take()));
    }

    private bool TryReport(Contact contact)
    {
        _reported ??= new ContactSet();
        if (_reported.Count == MaxAtOnce)
            return false;

        _reported.Set(contact);
        return true;
    }
}
