using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>
/// One iterative node lookup (Maymounkov and Mazières 2002, section 2.3). Keeps α queries in flight, adds one when a query
/// passes its time-out, replaces failed contacts by the next closest, and ends only when the closest contacts it knows, dead
/// ones left out, have all answered: it never stops early on a claim nobody verified.
/// </summary>
public sealed class NodeLookup
{
    private readonly PeerId _self;
    private readonly KademliaSettings _settings;
    private readonly int _width;
    private readonly int _alpha;
    private readonly List<LookupCandidate> _candidates;
    private readonly int _maxCandidates;
    private int _inFlight;
    private Instant? _deadline = Instant.Never;

    /// <summary>Prepares a lookup; <see cref="TryNext"/> gives the first queries.</summary>
    /// <param name="self">Who asks; it is never a candidate.</param>
    /// <param name="target">The id looked for.</param>
    /// <param name="width">How many of the closest have to answer, 1 or more: k, or less for a bucket refresh.</param>
    /// <param name="alpha">Queries in flight, 1 or more.</param>
    /// <param name="settings">Time-outs and limits.</param>
    /// <param name="seeds">Contacts to begin with.</param>
    public NodeLookup(PeerId self, PeerId target, int width, int alpha, KademliaSettings settings, IReadOnlyList<Contact> seeds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(alpha, 1);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(seeds);
        _self = self;
        Target = target;
        _width = width;
        _alpha = alpha;
        _settings = settings;
        _candidates = new List<LookupCandidate>(2 * settings.K);
        _maxCandidates = width < settings.K ? settings.NarrowCandidates : settings.MaxCandidates;
        foreach (var seed in seeds)
            Hear(seed, depth: 0);
    }

    /// <summary>The id looked for.</summary>
    public PeerId Target { get; }

    /// <summary>Queries sent so far.</summary>
    public int Queries { get; private set; }

    /// <summary>Contacts that failed so far.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether every one of the closest has answered, or the queries are spent and none is in flight.</summary>
    public bool IsComplete => (IsSpent && _inFlight == 0) || FirstOpen(static _ => true) < 0;

    /// <summary>When <see cref="Advance"/> has something to do: the earliest time-out of a query.</summary>
    public Instant NextDeadline => _deadline ??= EarliestTimeOut();

    /// <summary>Contacts remembered: at most <see cref="KademliaSettings.MaxCandidates"/> to be asked yet (or fewer where less than k are looked for), and all that were asked.</summary>
    internal int CandidateCount => _candidates.Count;

    private bool IsSpent => Queries >= _settings.MaxQueries;

    /// <summary>The next contact to ask, as long as fewer than α queries are in flight and one of the closest was not asked yet.</summary>
    public bool TryNext(Instant now, [NotNullWhen(true)] out Contact? contact)
    {
        contact = null;
        if (_inFlight >= _alpha || IsSpent)
            return false;

        var index = FirstOpen(static state => state == CandidateState.Heard);
        if (index < 0)
            return false;

        var candidate = _candidates[index];
        _candidates[index] = candidate with { State = CandidateState.InFlight, AskedAt = now };
        _inFlight++;
        _deadline = null;
        Queries++;
        contact = candidate.Contact;
        return true;
    }

    /// <summary>A contact answered. Answers nobody asked for, and second ones, change nothing.</summary>
    /// <param name="from">Who answered.</param>
    /// <param name="contacts">The contacts it told of; those beyond what it was asked for are ignored.</param>
    /// <param name="now">The time.</param>
    /// <returns>The time since it was asked, or null when it was not.</returns>
    public TimeSpan? Answered(in PeerId from, IReadOnlyList<Contact> contacts, Instant now)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        var index = IndexOf(from);
        if (index < 0 || _candidates[index].State is not (CandidateState.InFlight or CandidateState.Late))
            return null;

        var candidate = _candidates[index];
        Move(index, CandidateState.Answered);
        var wanted = _settings.WantedFor(_width);
        for (var i = 0; i < contacts.Count && i < wanted; i++)
            Hear(contacts[i], Math.Min(candidate.Depth + 1, byte.MaxValue));

        return now - candidate.AskedAt;
    }

    /// <summary>A contact that was asked cannot be reached. Others change nothing.</summary>
    /// <returns>Whether the contact had been asked.</returns>
    public bool Failed(in PeerId id)
    {
        var index = IndexOf(id);
        if (index < 0 || _candidates[index].State is not (CandidateState.InFlight or CandidateState.Late))
            return false;

        Move(index, CandidateState.Failed);
        Failures++;
        return true;
    }

    /// <summary>Applies the time-outs due by now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="givenUp">Receives the contacts that have failed by silence.</param>
    public void Advance(Instant now, ICollection<Contact> givenUp)
    {
        ArgumentNullException.ThrowIfNull(givenUp);
        for (var i = 0; i < _candidates.Count; i++)
        {
            var candidate = _candidates[i];
            if (candidate.State == CandidateState.InFlight && candidate.AskedAt + _settings.QueryTimeout <= now)
            {
                Move(i, CandidateState.Late);
                candidate = _candidates[i];
            }

            if (candidate.State == CandidateState.Late && candidate.AskedAt + _settings.QueryGiveUp <= now)
            {
                Move(i, CandidateState.Failed);
                Failures++;
                givenUp.Add(candidate.Contact);
            }
        }
    }

    /// <summary>What the lookup has found so far, or in the end.</summary>
    public LookupResult Result()
    {
        var closest = new List<Contact>(_width);
        var rounds = 0;
        foreach (var candidate in _candidates)
        {
            if (candidate.State != CandidateState.Answered || closest.Count == _width)
                continue;

            closest.Add(candidate.Contact);
            rounds = Math.Max(rounds, candidate.Depth + 1);
        }

        return new LookupResult(Target, closest, Queries, rounds, Failures, IsSpent && FirstOpen(static _ => true) >= 0);
    }

    /// <summary>The closest candidate among the first <see cref="_width"/> live ones that has not answered and is in a state asked for; -1 if none.</summary>
    private int FirstOpen(Func<CandidateState, bool> wanted)
    {
        var live = 0;
        for (var i = 0; i < _candidates.Count && live < _width; i++)
        {
            var state = _candidates[i].State;
            if (state == CandidateState.Failed)
                continue;

            live++;
            if (state != CandidateState.Answered && wanted(state))
                return i;
        }

        return -1;
    }

    private void Move(int index, CandidateState state)
    {
        if (_candidates[index].State == CandidateState.InFlight)
            _inFlight--;

        _candidates[index] = _candidates[index] with { State = state };
        _deadline = null;
    }

    private Instant EarliestTimeOut()
    {
        var earliest = Instant.Never;
        foreach (ref readonly var candidate in CollectionsMarshal.AsSpan(_candidates))
        {
            if (candidate.State == CandidateState.InFlight)
                earliest = Instant.Min(earliest, candidate.AskedAt + _settings.QueryTimeout);
            else if (candidate.State == CandidateState.Late)
                earliest = Instant.Min(earliest, candidate.AskedAt + _settings.QueryGiveUp);
        }

        return earliest;
    }

    /// <summary>
    /// Keeps a contact in its place by distance, once; beyond the limit a farther one that was not asked is forgotten for it.
    /// Those asked stay, and do not count: their number is bounded by the queries, and forgetting them would lose answers
    /// behind a wall of dead contacts, or ask somebody twice.
    /// </summary>
    private void Hear(Contact contact, int depth)
    {
        if (contact.Id == _self || contact.Mode == ContactMode.Leaf)
            return;

        var position = PlaceOf(contact.Id);
        if (position >= 0)
            return;

        position = ~position;
        if (_candidates.Count - Queries >= _maxCandidates && !ForgetFarthest(position))
            return;

        _candidates.Insert(position, new LookupCandidate(contact, CandidateState.Heard, (byte)depth, Instant.Zero));
    }

    /// <summary>Drops the farthest contact at or behind a position that was not asked yet.</summary>
    private bool ForgetFarthest(int position)
    {
        for (var i = _candidates.Count - 1; i >= position; i--)
        {
            if (_candidates[i].State != CandidateState.Heard)
                continue;

            _candidates.RemoveAt(i);
            return true;
        }

        return false;
    }

    private int IndexOf(in PeerId id) => Math.Max(-1, PlaceOf(id));

    /// <summary>Where a contact stands, or the complement of where it would: candidates are in order of distance, and no two are equally far.</summary>
    private int PlaceOf(in PeerId id)
    {
        var candidates = CollectionsMarshal.AsSpan(_candidates);
        int first = 0, last = candidates.Length;
        while (first < last)
        {
            var middle = (first + last) >>> 1;
            var order = Target.CompareDistance(id, candidates[middle].Contact.Id);
            if (order == 0)
                return middle;
            if (order > 0)
                first = middle + 1;
            else
                last = middle;
        }

        return ~first;
    }
}
