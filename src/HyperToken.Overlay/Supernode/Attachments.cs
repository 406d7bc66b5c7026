using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <summary>
/// The supernodes a leaf is attached to: a primary, which brings payloads, and standby ones, which tell ids. Each is told with every
/// heartbeat that the leaf is there; whoever does not answer three times within one is replaced. A new primary is attached before the
/// old one is told to be standby, so nothing is missed in between.
/// </summary>
internal sealed class Attachments
{
    private const int MaxUnanswered = 3;

    /// <summary>Questions within one heartbeat.</summary>
    private const int AsksPerHeartbeat = 4;

    /// <summary>So long it is believed that a supernode is full.</summary>
    private const int BelievedHeartbeats = 2;

    /// <summary>A leaf whose primary has everybody and whose standby nobody moves with one heartbeat in so many.</summary>
    private const int MoveOneIn = 4;

    /// <summary>With one heartbeat in so many a standby is exchanged, if there is a less loaded one.</summary>
    private const int ExchangeOneIn = 8;

    private readonly SupernodeSettings _settings;
    private readonly RandomSource _random;
    private readonly List<Attachment> _all = [];
    private Attachment? _primary;

    public Attachments(SupernodeSettings settings, RandomSource random)
    {
        _settings = settings;
        _random = random;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => _all.Count == 0 ? Instant.Never : _all.Min(attachment => attachment.DueAt);

    /// <summary>What the leaf says of itself.</summary>
    public (float Score, bool IsEligible) Self { get; set; }

    /// <summary>Whether a primary has accepted the leaf.</summary>
    public bool HasPrimary => _primary is not null;

    /// <summary>Supernodes that have accepted the leaf.</summary>
    public int Count => _all.Count(attachment => attachment.IsAttached);

    /// <summary>How many peers the supernodes estimate the network to have: the middle of what they say; 0 when none has said.</summary>
    public int NetworkSize
    {
        get
        {
            int[] sizes = [.. _all.Where(attachment => attachment.NetworkSize > 0).Select(attachment => attachment.NetworkSize).Order()];
            return sizes.Length == 0 ? 0 : sizes[sizes.Length / 2];
        }
    }

    /// <summary>The supernodes that have accepted the leaf, the primary first.</summary>
    public Contact[] ToContacts() =>
        [.. _all.Where(attachment => attachment.IsAttached).OrderBy(attachment => attachment != _primary).Select(attachment => attachment.Contact)];

    /// <summary>Their loads, as they have told them.</summary>
    public IEnumerable<SupernodeLoad> Loads =>
        _all.Where(attachment => attachment.IsAttached).Select(attachment => attachment.Load);

    public bool Contains(in PeerId id) => Find(id) is not null;

    /// <summary>Asks as many supernodes as are missing.</summary>
    public void Fill(SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        while (_all.Count < _settings.SupernodesPerLeaf && directory.Draw(_random, known => Find(known.Contact.Id) is null && HasRoom(known, now)) is { } known)
            AskNew(known, isPrimary: !HasPrimary && !_all.Exists(attachment => attachment.WantsPrimary), directory, now, output);

        ChoosePrimary(directory, now, output);
    }

    /// <summary>Asks one that is not known from the directory, such as a seed.</summary>
    public void Try(Contact contact, Instant now, IPeerOutput output)
    {
        if (Find(contact.Id) is null)
            output.Send(contact, Register(isPrimary: true));
    }

    /// <summary>An answer has come.</summary>
    /// <returns>Whether the attachments are others now.</returns>
    public bool Received(Contact from, RegisteredFrame answer, SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        var attachment = Find(from.Id);
        if (answer.Outcome is RegisterOutcome.Full or RegisterOutcome.NotSupernode)
        {
            if (attachment is null)
                return false;

            Remove(attachment);
            Fill(directory, now, output);
            return attachment.IsAttached;
        }

        if (attachment is null)
        {
            attachment = new Attachment(new SupernodeLoad(from, 0, 0), wantsPrimary: answer.Outcome == RegisterOutcome.Primary);
            _all.Add(attachment);
        }

        var isNew = !attachment.IsAttached;
        attachment.Answered(new SupernodeLoad(from, answer.PrimaryLeaves, answer.StandbyLeaves), answer.NetworkSize, now + NextHeartbeat());
        var before = _primary;
        if (answer.Outcome == RegisterOutcome.Primary)
            MakePrimary(attachment, now, output);
        else if (attachment.WantsPrimary || _primary == attachment)
            Refused(attachment, directory, now, output);

        return DropSurplus(output) || isNew || before != _primary;
    }

    /// <summary>A supernode has not acknowledged a message: it is asked at once, and that was the first question.</summary>
    public void Suspected(in PeerId id, Instant now, IPeerOutput output)
    {
        if (Find(id) is not { IsAttached: true, Unanswered: 0 } attachment)
            return;

        attachment.Asked(attachment.WantsPrimary, now);
        Ask(attachment, attachment.WantsPrimary, now, output);
    }

    /// <summary>A supernode is gone.</summary>
    /// <returns>Whether the attachments are others now.</returns>
    public bool Lost(in PeerId id, SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        if (Find(id) is not { } attachment)
            return false;

        Remove(attachment);
        Fill(directory, now, output);
        return attachment.IsAttached;
    }

    /// <summary>
    /// Evens loads out: now and then the less loaded of the standby supernodes becomes the primary, the more of a difference, the more
    /// likely; and now and then a standby is exchanged for any other supernode, so that new ones get leaves too.
    /// </summary>
    public void Balance(SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        if (_primary is not { } primary || _all.Exists(attachment => !attachment.IsAttached || (attachment != primary && attachment.WantsPrimary)))
            return;

        // All that share two supernodes see the same difference: if everybody moved at once, the other one would be too full.
        var standby = _all.Where(attachment => attachment != primary).MinBy(attachment => attachment.Load.PrimaryLeaves);
        var difference = primary.Load.PrimaryLeaves - (standby?.Load.PrimaryLeaves ?? int.MaxValue);
        if (standby is not null && difference > 1 && _random.Next(MoveOneIn * primary.Load.PrimaryLeaves) < difference)
            Ask(standby, isPrimary: true, now, output);
        else if (_random.Next(ExchangeOneIn) == 0)
            Exchange(directory, now, output);
    }

    private void Exchange(SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        if (Count < _settings.SupernodesPerLeaf || directory.Draw(_random, known => Find(known.Contact.Id) is null && HasRoom(known, now)) is not { } other)
            return;

        var fullest = _all.Where(attachment => attachment != _primary).Max(attachment => attachment.Load.PrimaryLeaves + attachment.Load.StandbyLeaves);
        if (other.PrimaryLeaves + other.StandbyLeaves < fullest)
            AskNew(other, isPrimary: false, directory, now, output);
    }

    /// <summary>Asks again whoever is due.</summary>
    /// <returns>Those that did not answer and are given up.</returns>
    public IReadOnlyList<Contact> Advance(Instant now, IPeerOutput output)
    {
        List<Contact>? lost = null;
        foreach (var attachment in _all.ToArray())
        {
            if (attachment.DueAt > now)
                continue;
            if (attachment.Unanswered >= MaxUnanswered)
                (lost ??= []).Add(attachment.Contact);
            else
                Ask(attachment, attachment.WantsPrimary, now, output);
        }

        return lost ?? [];
    }

    /// <summary>Leaves all of them.</summary>
    public void DetachAll(IPeerOutput output)
    {
        foreach (var attachment in _all)
            output.Send(attachment.Contact, DetachFrame.Instance);

        _all.Clear();
        _primary = null;
    }

    private Attachment? Find(PeerId id) => _all.Find(attachment => attachment.Contact.Id == id);

    /// <summary>Whoever was full a while ago may have room by now: a leaf that knows nobody else has to ask again.</summary>
    private bool HasRoom(SupernodeDirectory.Known known, Instant now) =>
        known.PrimaryLeaves < _settings.MaxLeaves || now - known.At >= BelievedHeartbeats * _settings.HeartbeatInterval;

    private RegisterFrame Register(bool isPrimary) => new(isPrimary, Self.Score, Self.IsEligible);

    /// <summary>A little earlier or later, so that the leaves of a supernode do not keep in step.</summary>
    private TimeSpan NextHeartbeat() => _settings.HeartbeatInterval + ((_random.Next(64) - 32) * (_settings.HeartbeatInterval / 256));

    private void AskNew(SupernodeDirectory.Known known, bool isPrimary, SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        var attachment = new Attachment(new SupernodeLoad(known.Contact, known.PrimaryLeaves, known.StandbyLeaves), isPrimary);
        _all.Add(attachment);
        directory.Referred(known.Contact.Id);
        Ask(attachment, isPrimary, now, output);
    }

    private void Ask(Attachment attachment, bool isPrimary, Instant now, IPeerOutput output)
    {
        attachment.Asked(isPrimary, now + (_settings.HeartbeatInterval / AsksPerHeartbeat));
        output.Send(attachment.Contact, Register(isPrimary));
    }

    private void MakePrimary(Attachment attachment, Instant now, IPeerOutput output)
    {
        // An answer to an earlier question may come when another has become primary.
        if (!attachment.WantsPrimary)
            return;

        var old = _primary;
        _primary = attachment;
        if (old is not null && old != attachment)
            Ask(old, isPrimary: false, now, output);
    }

    /// <summary>It has no room for one more primary leaf: this one is a standby leaf there.</summary>
    private void Refused(Attachment attachment, SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        attachment.WantsPrimary = false;
        if (_primary == attachment)
            _primary = null;

        ChoosePrimary(directory, now, output);
    }

    private void Remove(Attachment attachment)
    {
        _all.Remove(attachment);
        if (_primary == attachment)
            _primary = null;
    }

    /// <summary>The standby with the fewest leaves takes over; where all are full, somebody else.</summary>
    private void ChoosePrimary(SupernodeDirectory directory, Instant now, IPeerOutput output)
    {
        if (HasPrimary || _all.Exists(attachment => attachment.WantsPrimary))
            return;

        var standby = _all.Where(attachment => attachment.Load.PrimaryLeaves < _settings.MaxLeaves).MinBy(attachment => attachment.Load.PrimaryLeaves);
        if (standby is not null)
            Ask(standby, isPrimary: true, now, output);
        else if (directory.Draw(_random, known => Find(known.Contact.Id) is null && HasRoom(known, now)) is { } known)
            AskNew(known, isPrimary: true, directory, now, output);
    }

    private bool DropSurplus(IPeerOutput output)
    {
        var any = false;
        while (Count > _settings.SupernodesPerLeaf)
        {
            var surplus = _all.Where(attachment => attachment.IsAttached && attachment != _primary).MaxBy(attachment => attachment.Load.PrimaryLeaves + attachment.Load.StandbyLeaves)!;
            Remove(surplus);
            output.Send(surplus.Contact, DetachFrame.Instance);
            any = true;
        }

        return any;
    }

    private sealed class Attachment(SupernodeLoad load, bool wantsPrimary)
    {
        public SupernodeLoad Load { get; private set; } = load;

        public Contact Contact => Load.Contact;

        public int NetworkSize { get; private set; }

        public bool WantsPrimary { get; set; } = wantsPrimary;

        public bool IsAttached { get; private set; }

        public int Unanswered { get; private set; }

        public Instant DueAt { get; private set; } = Instant.Never;

        public void Asked(bool isPrimary, Instant dueAt)
        {
            WantsPrimary = isPrimary;
            Unanswered++;
            DueAt = dueAt;
        }

        public void Answered(SupernodeLoad answer, int networkSize, Instant dueAt)
        {
            (Load, NetworkSize, IsAttached, Unanswered, DueAt) = (answer, networkSize, true, 0, dueAt);
        }
    }
}
