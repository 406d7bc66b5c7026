using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Tests.Kademlia;

/// <summary>
/// Peers for a lookup to ask: some answer truly, some late, some never, some refuse, some lie. Runs the lookup to its end in
/// virtual time and checks at every step what a lookup promises.
/// </summary>
internal sealed class HostileNetwork
{
    private const int Peers = 120;
    private readonly RandomSource _random;
    private readonly KademliaSettings _settings;
    private readonly int _width;
    private readonly Dictionary<PeerId, Manner> _manners = [];
    private readonly List<Contact> _contacts = [];
    private readonly PriorityQueue<(Contact From, bool Refuses), long> _events = new();
    private readonly Dictionary<PeerId, Instant> _askedAt = [];
    private readonly HashSet<PeerId> _answered = [];
    private readonly HashSet<PeerId> _failed = [];
    private readonly HashSet<PeerId> _heard = [];
    private Instant _now;

    public HostileNetwork(ulong seed, bool withLiars)
    {
        _random = new RandomSource(seed);
        _settings = new KademliaSettings(K: 1 + _random.Next(8), Alpha: 1 + _random.Next(4))
        {
            QueryTimeout = TimeSpan.FromMilliseconds(100),
            QueryGiveUp = TimeSpan.FromMilliseconds(300),
            MaxQueries = withLiars ? 20 + _random.Next(60) : 2 * Peers,
        };
        _width = 1 + _random.Next(_settings.K);
        Self = PeerId.Random(_random);
        Target = _random.Next(4) == 0 ? Self : PeerId.Random(_random);
        for (var i = 0; i < Peers; i++)
        {
            var contact = new Contact(PeerId.Random(_random), mode: _random.Next(10) == 0 ? ContactMode.Leaf : ContactMode.Server);
            _contacts.Add(contact);
            _manners[contact.Id] = (Manner)_random.Next(withLiars ? 6 : 5);
        }
    }

    /// <summary>How a peer answers. Late answers come between time-out and giving up.</summary>
    private enum Manner
    {
        Prompt,
        PromptToo,
        Late,
        Silent,
        Refusing,
        Lying,
    }

    public PeerId Self { get; }

    public PeerId Target { get; }

    public void Run()
    {
        var seeds = Sample(1 + _random.Next(5)).Append(new Contact(Self)).ToList();
        Hear(seeds);
        var lookup = new NodeLookup(Self, Target, _width, _settings.Alpha, _settings, seeds);
        var givenUp = new List<Contact>();
        var steps = 0;
        Ask(lookup);
        while (!lookup.IsComplete)
        {
            Assert.True(++steps < 10_000, "The lookup does not end.");
            Step(lookup, givenUp);
            Ask(lookup);
        }

        AssertResult(lookup);
    }

    private void Ask(NodeLookup lookup)
    {
        while (lookup.TryNext(_now, out var contact))
        {
            Assert.NotEqual(Self, contact.Id);
            Assert.NotEqual(ContactMode.Leaf, contact.Mode);
            Assert.Contains(contact.Id, _heard);
            Assert.True(_askedAt.TryAdd(contact.Id, _now), "Nobody is asked twice.");
            Assert.True(InFlight() <= _settings.Alpha, "More than alpha queries are in flight.");
            Reply(contact);
        }

        Assert.True(lookup.Queries <= _settings.MaxQueries);
        Assert.Equal(_askedAt.Count, lookup.Queries);
        Assert.True(lookup.CandidateCount <= _settings.MaxCandidates + _settings.MaxQueries);
        Assert.Equal(_failed.Count, lookup.Failures);
    }

    /// <summary>Queries neither answered nor failed nor past their time-out.</summary>
    private int InFlight() => _askedAt.Count(query =>
        !_answered.Contains(query.Key) && !_failed.Contains(query.Key) && query.Value + _settings.QueryTimeout > _now);

    private void Reply(Contact contact)
    {
        var (refuses, millis) = _manners.GetValueOrDefault(contact.Id, Manner.Silent) switch
        {
            Manner.Late => (false, 100 + _random.Next(200)),
            Manner.Silent => (false, -1),
            Manner.Refusing => (true, 1 + _random.Next(99)),
            _ => (false, 1 + _random.Next(99)),
        };
        if (millis >= 0)
            _events.Enqueue((contact, refuses), (_now + TimeSpan.FromMilliseconds(millis)).Micros);
    }

    /// <summary>The next answer, refusal or time-out, and now and then something nobody asked for.</summary>
    private void Step(NodeLookup lookup, List<Contact> givenUp)
    {
        if (_random.Next(5) == 0)
            Disturb(lookup);

        var deadline = lookup.NextDeadline;
        if (!_events.TryPeek(out var next, out var micros) || deadline.Micros <= micros)
        {
            Assert.NotEqual(Instant.Never, deadline);
            Assert.True(deadline > _now || givenUp.Count == 0, "A deadline that has been met comes again.");
            _now = deadline;
            givenUp.Clear();
            lookup.Advance(_now, givenUp);
            foreach (var contact in givenUp)
                Assert.True(_failed.Add(contact.Id));

            return;
        }

        _events.Dequeue();
        _now = new Instant(micros);
        if (next.Refuses)
        {
            Assert.True(lookup.Failed(next.From.Id));
            Assert.True(_failed.Add(next.From.Id));
            return;
        }

        var contacts = Answer(next.From);
        Assert.Equal(_now - _askedAt[next.From.Id], lookup.Answered(next.From.Id, contacts, _now));
        _answered.Add(next.From.Id);
        Hear(contacts.Take(_width < _settings.K ? _settings.K : 2 * _settings.K));
    }

    /// <summary>Answers and failures of strangers, of contacts not asked yet, and of those that have answered already.</summary>
    private void Disturb(NodeLookup lookup)
    {
        var contact = Sample(1)[0];
        if (_askedAt.ContainsKey(contact.Id) && !_answered.Contains(contact.Id) && !_failed.Contains(contact.Id))
            return;

        Assert.Null(lookup.Answered(contact.Id, Sample(3), _now));
        Assert.False(lookup.Failed(contact.Id));
    }

    /// <summary>Honest peers tell the closest they know and a few others; liars invent peers ever closer to the target.</summary>
    private List<Contact> Answer(Contact from)
    {
        if (_manners[from.Id] == Manner.Lying)
        {
            return Enumerable.Range(0, 1 + _random.Next(2 * _settings.AnswerSize))
                .Select(_ => new Contact(Distance.InBucket(_random.Next(250), 0, 0, _random).From(Target)))
                .ToList();
        }

        var known = Sample(40).Append(new Contact(Self)).Append(from).OrderBy(contact => Target.DistanceTo(contact.Id));
        return [.. known.Take(_random.Next(_settings.AnswerSize + 3)), .. Sample(2)];
    }

    private void Hear(IEnumerable<Contact> contacts) =>
        _heard.UnionWith(contacts.Where(contact => contact.Id != Self && contact.Mode == ContactMode.Server).Select(contact => contact.Id));

    private List<Contact> Sample(int count) => Enumerable.Range(0, count).Select(_ => _contacts[_random.Next(Peers)]).ToList();

    /// <summary>The closest of all it heard of that did not fail: every one has answered, and nothing else is in the result.</summary>
    private void AssertResult(NodeLookup lookup)
    {
        var result = lookup.Result();
        var answered = _answered.OrderBy(id => Target.DistanceTo(id)).Take(_width);
        Assert.Equal(answered, result.Closest.Select(contact => contact.Id));
        Assert.Equal(lookup.Queries, result.Queries);
        if (result.Exhausted)
        {
            Assert.Equal(_settings.MaxQueries, result.Queries);
            return;
        }

        var closest = _heard.Except(_failed).OrderBy(id => Target.DistanceTo(id)).Take(_width);
        Assert.Equal(closest, result.Closest.Select(contact => contact.Id));
    }
}
