using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// How long to wait for each contact's answer: its smoothed round trip and four times the variation (RFC 6298), doubled with
/// each silence after the first; and with that, which contacts are in doubt. What is not measured here is taken from the table.
/// </summary>
internal sealed class LinkTimeouts
{
    private const int MaxContacts = 4096;

    /// <summary>Whoever is passed over by mistake misses the message, and two pings in a row do get lost where there are millions.</summary>
    private const int FailuresOfTheDead = 3;

    /// <summary>The mean load follows about so many reports.</summary>
    private const float MeanOver = 32;

    /// <summary>Loads that differ by a few payloads are alike.</summary>
    private const float Indifference = 10;

    private readonly TreeSettings _settings;
    private Dictionary<PeerId, Estimate>? _estimates;

    public LinkTimeouts(TreeSettings settings) => _settings = settings;

    /// <summary>How many payloads others have forwarded lately, on average.</summary>
    public float MeanLoad { get; private set; }

    /// <summary>Contacts that have not answered, and not been heard of since.</summary>
    public int Doubts { get; private set; }

    /// <summary>How long to wait for an answer.</summary>
    /// <param name="contact">Whose.</param>
    /// <param name="neighbours">The table, which may know the round trip, and the links: where there is none, one is opened first.</param>
    public TimeSpan Of(Contact contact, PeerNeighbours neighbours) => Of(contact, neighbours, isDoubled: true);

    /// <summary>The same, without the doubling after silences: how long an answer takes if there is one.</summary>
    public TimeSpan OnceOf(Contact contact, PeerNeighbours neighbours) => Of(contact, neighbours, isDoubled: false);

    private TimeSpan Of(Contact contact, PeerNeighbours neighbours, bool isDoubled)
    {
        Estimate estimate = default;
        _estimates?.TryGetValue(contact.Id, out estimate);
        if (estimate.Smoothed == 0)
            estimate = estimate with { Smoothed = FirstSmoothed(neighbours.Table.RoundTripTo(contact.Id)) };
        var silences = isDoubled ? estimate.Silences : 0;
        if (estimate.Smoothed == 0)
            return Clamp(_settings.UnknownTimeout, silences);

        // A round trip that only the table knows says nothing of its variation: an eighth is supposed.
        // One that was very even may vary all the same.
        var variation = estimate.Variation == 0 ? estimate.Smoothed / 8 : Math.Max(estimate.Variation, estimate.Smoothed / 16);
        var dial = neighbours.HasLink(contact.Id) ? 0 : (long)(_settings.DialRoundTrips * estimate.Smoothed);
        return Clamp(TimeSpan.FromMicroseconds(dial + estimate.Smoothed + (4L * variation)), silences);
    }

    /// <summary>A contact has answered after this time.</summary>
    /// <returns>Whether the table should be told: it knows nothing, or something else.</returns>
    public bool Measured(Contact contact, TimeSpan roundTrip, NeighbourSnapshot table)
    {
        var micros = (int)Math.Clamp(roundTrip.Ticks / TimeSpan.TicksPerMicrosecond, 1, int.MaxValue / 8);
        Heard(contact);
        _estimates ??= [];
        if (!_estimates.TryGetValue(contact.Id, out var known) || known.Smoothed == 0)
        {
            var supposed = FirstSmoothed(table.RoundTripTo(contact.Id));
            Set(contact.Id, supposed == 0
                ? known with { Smoothed = micros, Variation = Math.Max(1, micros / 4), Silences = 0 }
                : known with { Smoothed = ((7 * supposed) + micros) / 8, Variation = Math.Max(Math.Max(1, supposed / 8), Math.Abs(supposed - micros)), Silences = 0 });
            return supposed == 0 || IsFar(supposed, micros);
        }

        var variation = ((3 * known.Variation) + Math.Abs(known.Smoothed - micros)) / 4;
        var smoothed = ((7 * known.Smoothed) + micros) / 8;
        Set(contact.Id, known with { Smoothed = smoothed, Variation = Math.Max(1, variation), Silences = 0 });
        return IsFar(FirstSmoothed(table.RoundTripTo(contact.Id)), smoothed);
    }

    /// <summary>A contact has said how much it forwards.</summary>
    public void Loaded(Contact contact, ushort load)
    {
        MeanLoad += (load - MeanLoad) / MeanOver;
        _estimates ??= [];
        _estimates.TryGetValue(contact.Id, out var estimate);
        Set(contact.Id, estimate with { Load = load, HasLoad = true });
    }

    /// <summary>A contact did not answer in time.</summary>
    public void TimedOut(Contact contact)
    {
        _estimates ??= [];
        _estimates.TryGetValue(contact.Id, out var estimate);
        Doubts += estimate.Silences == 0 ? 1 : 0;
        Set(contact.Id, estimate with { Silences = (byte)Math.Min(byte.MaxValue, estimate.Silences + 1) });
    }

    /// <summary>A contact has sent something.</summary>
    public void Heard(Contact contact)
    {
        if (Doubts == 0 || !_estimates!.TryGetValue(contact.Id, out var estimate) || estimate.Silences == 0)
            return;

        Doubts--;
        Set(contact.Id, estimate with { Silences = 0 });
    }

    /// <summary>What is thought of a contact of the table.</summary>
    public Trust TrustIn(in TableEntry entry)
    {
        if (entry.Failures >= FailuresOfTheDead)
            return Trust.Dead;

        return entry.IsSuspect || (Doubts > 0 && _estimates!.TryGetValue(entry.Contact.Id, out var estimate) && estimate.Silences > 0)
            ? Trust.Doubtful
            : Trust.Trusted;
    }

    /// <summary>A contact of the table as a candidate.</summary>
    public Candidate Assess(in PeerId self, in TableEntry entry)
    {
        Estimate estimate = default;
        _estimates?.TryGetValue(entry.Contact.Id, out estimate);
        var micros = estimate.Smoothed > 0 ? estimate.Smoothed : FirstSmoothed(entry.RoundTrip);
        if (micros == 0)
            micros = (int)(_settings.UnknownTimeout.Ticks / TimeSpan.TicksPerMicrosecond);

        var load = estimate.HasLoad ? (float)((estimate.Load + Indifference) / (MeanLoad + Indifference)) : 1;
        return new Candidate(entry.Contact, self.DistanceTo(entry.Contact.Id), TrustIn(entry), micros, load);
    }

    private static int FirstSmoothed(TimeSpan? roundTrip) =>
        roundTrip is { } known ? (int)(known.Ticks / TimeSpan.TicksPerMicrosecond) : 0;

    private static bool IsFar(int one, int other) => Math.Abs(one - other) > Math.Max(one, other) / 4;

    private TimeSpan Clamp(TimeSpan timeout, int silences)
    {
        // One silence may be a lost frame, and is no reason to wait longer; several are.
        var doubled = timeout * (1 << Math.Clamp(silences - 1, 0, 8));
        return doubled < _settings.MinTimeout ? _settings.MinTimeout : doubled > _settings.MaxTimeout ? _settings.MaxTimeout : doubled;
    }

    private void Set(in PeerId id, Estimate estimate)
    {
        // A peer has a few hundred contacts; whoever has met thousands begins to measure anew.
        if (_estimates!.Count >= MaxContacts && !_estimates.ContainsKey(id))
        {
            _estimates.Clear();
            Doubts = estimate.Silences > 0 ? 1 : 0;
        }

        _estimates[id] = estimate;
    }

    /// <summary>Microseconds; 0 where nothing was measured.</summary>
    private readonly record struct Estimate(int Smoothed, int Variation, byte Silences, bool HasLoad = false, ushort Load = 0);
}
