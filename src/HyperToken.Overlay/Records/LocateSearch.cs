using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Records;

/// <summary>
/// One search for a leaf: first a lookup of its id, then its record is asked for at the closest supernodes, and where none of them has
/// it, at as many more. The best of what is found is kept.
/// </summary>
internal sealed class LocateSearch(PeerId leaf, Instant deadline)
{
    private readonly Queue<Contact> _toAsk = [];
    private readonly HashSet<PeerId> _asked = [];
    private int _queries;
    private int _rounds;
    private Contact? _itself;
    private bool _wasAsked;

    public PeerId Leaf { get; } = leaf;

    /// <summary>When it ends with what it has.</summary>
    public Instant Deadline { get; } = deadline;

    /// <summary>When those asked are not waited for any longer.</summary>
    public Instant WaitsUntil { get; private set; } = Instant.Never;

    public Instant NextDeadline => Instant.Min(Deadline, WaitsUntil);

    /// <summary>The application's searches for the same leaf; they end with this one.</summary>
    public List<uint> Numbers { get; } = [];

    /// <summary>The best record so far.</summary>
    public SignedRecord? Record { get; private set; }

    public IReadOnlyList<Contact> Supernodes { get; private set; } = [];

    /// <summary>Whether answers of keepers are waited for.</summary>
    public bool IsWaiting => _asked.Count > 0;

    public LocateResult Result => new(Leaf, _itself is null ? Supernodes : [_itself], _queries, _rounds);

    /// <summary>Whether a record would hold against the best one: a signed one always does against one that is not.</summary>
    public bool IsBetter(SignedRecord record) =>
        Record is null
        || (record.IsSigned && !Record.IsSigned)
        || (record.IsSigned == Record.IsSigned && record.Sequence > Record.Sequence);

    public void Take(SignedRecord record, LocateRecord located) => (Record, Supernodes) = (record, located.Supernodes);

    /// <summary>The lookup has ended: these are to be asked, the closest first.</summary>
    public void LookedUp(LookupResult result)
    {
        _queries += result.Queries;
        _rounds = result.Rounds;
        if (result.Found)
        {
            _itself = result.Closest[0];
            return;
        }

        foreach (var contact in result.Closest)
            _toAsk.Enqueue(contact);
    }

    /// <summary>Whom to ask now: nobody while answers are waited for, or when the search is over.</summary>
    public IReadOnlyList<Contact> Ask(Instant now, TimeSpan wait)
    {
        if (IsWaiting || _itself is not null || (_wasAsked && Record is not null))
            return [];

        // An own record does not end the search: others may keep a newer one.
        _wasAsked = true;

        var asked = new List<Contact>(LocateReplicas.Count);
        while (asked.Count < LocateReplicas.Count && _toAsk.TryDequeue(out var contact))
        {
            asked.Add(contact);
            _asked.Add(contact.Id);
        }

        _queries += asked.Count;
        WaitsUntil = asked.Count > 0 ? now + wait : Instant.Never;
        return asked;
    }

    /// <summary>Somebody has answered, or cannot be reached.</summary>
    /// <returns>Whether its answer was waited for.</returns>
    public bool Heard(in PeerId id) => _asked.Remove(id);

    /// <summary>Those that have not answered are waited for no longer.</summary>
    public void GiveUpWaiting()
    {
        _asked.Clear();
        WaitsUntil = Instant.Never;
    }
}
