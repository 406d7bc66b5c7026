using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Records;

/// <summary>
/// Finds the supernodes of a leaf by its locate record, wherever that is kept. What comes is checked before it is believed; a record that
/// nobody can have kept in good faith costs its sender the link.
/// </summary>
internal sealed class LeafLocator
{
    /// <summary>Searches at once, and searches of the application that wait for one of them; further ones are refused, and counted.</summary>
    public const int MaxSearches = 64;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(1);
    private readonly PeerSettings _settings;
    private readonly RecordStore _store;
    private readonly LookupStarter _lookups;
    private readonly PeerCounters _counters;
    private readonly LocatedLeaves _located = new();
    private readonly Dictionary<uint, LocateSearch> _searches = [];

    public LeafLocator(PeerSettings settings, RecordStore store, LookupStarter lookups, PeerCounters counters) =>
        (_settings, _store, _lookups, _counters) = (settings, store, lookups, counters);

    /// <summary>Searches that have not ended.</summary>
    public int Count => _searches.Count;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => _searches.Count == 0 ? Instant.Never : _searches.Values.Min(search => search.NextDeadline);

    /// <summary>What this peer knows of a leaf without asking anybody; none where it was looked for in vain just now, null where it has to be.</summary>
    public IReadOnlyList<Contact>? Known(in PeerId leaf, Instant now)
    {
        var located = _located.Find(leaf, now);
        return OwnRecord(leaf, now) is { } own && !(own.Record.Sequence < located?.Sequence)
            ? own.Located.Supernodes
            : located?.Supernodes;
    }

    /// <summary>Looks for a leaf, or joins the search for it that is going on; <see cref="LeafLocated"/> follows.</summary>
    /// <returns>False where too many searches go on.</returns>
    public bool Search(in PeerId leaf, PeerNeighbours neighbours, Instant now, IPeerOutput output) =>
        Begin(leaf, neighbours, now, output) is not null;

    /// <summary>The same for the application; <see cref="LocateCompleted"/> follows in any case.</summary>
    public void Search(in PeerId leaf, uint number, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (_searches.Values.Sum(search => search.Numbers.Count) >= MaxSearches)
            _counters.LocatesRefused++;
        else if (Begin(leaf, neighbours, now, output) is { } search)
        {
            search.Numbers.Add(number);
            return;
        }

        output.Signal(new LocateCompleted(number, new LocateResult(leaf, [], 0, 0)));
    }

    /// <summary>A lookup has ended.</summary>
    public void Completed(LookupCompleted lookup, Instant now, IPeerOutput output)
    {
        if (!_searches.TryGetValue(lookup.Number, out var search))
            return;

        search.LookedUp(lookup.Result);
        Continue(lookup.Number, search, now, output);
    }

    /// <summary>A keeper has answered.</summary>
    public FrameVerdict Receive(Contact from, FindRecordReplyFrame reply, Instant now, IPeerOutput output)
    {
        if (reply.Request > uint.MaxValue || !_searches.TryGetValue((uint)reply.Request, out var search) || !search.Heard(from.Id))
        {
            _counters.UnmatchedReplies++;
            return FrameVerdict.Accepted;
        }

        var verdict = reply.Record is { } record ? Consider(search, record) : FrameVerdict.Accepted;
        Continue((uint)reply.Request, search, now, output);
        return verdict;
    }

    /// <summary>A keeper cannot be reached.</summary>
    public void Failed(Contact contact, FindRecordFrame find, Instant now, IPeerOutput output)
    {
        if (find.Request <= uint.MaxValue && _searches.TryGetValue((uint)find.Request, out var search) && search.Heard(contact.Id))
            Continue((uint)find.Request, search, now, output);
    }

    public void Advance(Instant now, IPeerOutput output)
    {
        if (NextDeadline > now)
            return;

        foreach (var (number, search) in _searches.Where(entry => entry.Value.NextDeadline <= now).ToArray())
        {
            search.GiveUpWaiting();
            if (search.Deadline <= now)
                Finish(number, search, now, output);
            else
                Continue(number, search, now, output);
        }
    }

    private LocateSearch? Begin(PeerId leaf, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (_searches.Values.FirstOrDefault(search => search.Leaf == leaf) is { } running)
            return running;

        if (_searches.Count >= MaxSearches)
        {
            _counters.LocatesRefused++;
            return null;
        }

        _counters.Locates++;
        var begun = new LocateSearch(leaf, now + Limit);
        if (OwnRecord(leaf, now) is { } own)
            begun.Take(own.Record, own.Located);

        // Before the request goes out: a host may run the lookup at once.
        _searches.Add(_lookups.NextNumber, begun);
        _lookups.Start(LookupPurpose.Locate, leaf, LocateReplicas.LookupWidth, neighbours, output);
        return begun;
    }

    private FrameVerdict Consider(LocateSearch search, SignedRecord record)
    {
        if (record.Key != search.Leaf || record.Kind != RecordKind.Locate)
            return Reject(FrameVerdict.Malformed);
        if (!search.IsBetter(record))
            return FrameVerdict.Accepted;

        switch (record.Verify())
        {
            case RecordVerdict.Valid:
            case RecordVerdict.Unsigned when _settings.Records.AcceptsUnsigned:
                if (!LocateRecord.TryRead(record, out var located))
                    return Reject(FrameVerdict.Accepted);

                search.Take(record, located);
                return FrameVerdict.Accepted;
            case RecordVerdict.Unsigned:
                return Reject(FrameVerdict.Accepted);
            default:
                return Reject(FrameVerdict.Malformed);
        }
    }

    private FrameVerdict Reject(FrameVerdict verdict)
    {
        _counters.RecordsRejected++;
        return verdict;
    }

    private (SignedRecord Record, LocateRecord Located)? OwnRecord(in PeerId leaf, Instant now) =>
        _store.Find(leaf, RecordKind.Locate, now) is { } record && LocateRecord.TryRead(record, out var located) ? (record, located) : null;

    private void Continue(uint number, LocateSearch search, Instant now, IPeerOutput output)
    {
        foreach (var keeper in search.Ask(now, AnswerWait))
            output.Send(keeper, new FindRecordFrame(number, RecordKind.Locate, search.Leaf));

        if (!search.IsWaiting)
            Finish(number, search, now, output);
    }

    private void Finish(uint number, LocateSearch search, Instant now, IPeerOutput output)
    {
        _searches.Remove(number);
        var result = search.Result;
        _located.Set(result, search.Record, now);
        output.Signal(new LeafLocated(result));
        foreach (var asked in search.Numbers)
            output.Signal(new LocateCompleted(asked, result));
    }
}
