using System.Runtime.InteropServices;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>
/// One place in a bucket, 16 bytes: the shared contact and what this peer knows of it. Small because a million simulated
/// peers hold three hundred of them each.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct TableEntry
{
    private const long TickMicros = 100_000;
    private const long RoundTripUnitMicros = 100;

    private readonly uint _lastSeen;
    private readonly ushort _roundTrip;

    private TableEntry(Contact contact, uint lastSeen, ushort roundTrip, byte failures)
    {
        Contact = contact;
        _lastSeen = lastSeen;
        _roundTrip = roundTrip;
        Failures = failures;
    }

    /// <summary>Who it is.</summary>
    public Contact Contact { get; }

    /// <summary>Failures in a row since it was last seen, 0 to 255.</summary>
    public byte Failures { get; }

    /// <summary>Whether its last exchange failed; a suspect is passed over until it is seen again.</summary>
    public bool IsSuspect => Failures > 0;

    /// <summary>When it was last heard of, to a tenth of a second.</summary>
    public Instant LastSeen => new(_lastSeen * TickMicros);

    /// <summary>Smoothed round trip, to 0.1 ms and at most 6.5 s, or null while none was measured.</summary>
    public TimeSpan? RoundTrip => _roundTrip == 0 ? null : TimeSpan.FromMicroseconds(_roundTrip * RoundTripUnitMicros);

    /// <summary>A contact that has answered, for tables that are made rather than learnt.</summary>
    /// <param name="contact">Who it is.</param>
    /// <param name="lastSeen">When it was last heard of.</param>
    /// <param name="roundTrip">The round trip measured.</param>
    public static TableEntry Known(Contact contact, Instant lastSeen, TimeSpan roundTrip)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return Fresh(contact, lastSeen).Measured(roundTrip);
    }

    internal static TableEntry Fresh(Contact contact, Instant now) => new(contact, Ticks(now), 0, 0);

    internal TableEntry Seen(Contact contact, Instant now) =>
        new(contact.Sequence > Contact.Sequence ? contact : Contact, Math.Max(_lastSeen, Ticks(now)), _roundTrip, 0);

    internal TableEntry Failed() => new(Contact, _lastSeen, _roundTrip, (byte)Math.Min(byte.MaxValue, Failures + 1));

    /// <summary>Smooths with weight 1/8, as RFC 6298 does.</summary>
    internal TableEntry Measured(TimeSpan roundTrip)
    {
        var micros = roundTrip.Ticks / TimeSpan.TicksPerMicrosecond;
        var smoothed = _roundTrip == 0 ? micros : ((7 * _roundTrip * RoundTripUnitMicros) + micros) / 8;
        return new TableEntry(Contact, _lastSeen, (ushort)Math.Clamp(smoothed / RoundTripUnitMicros, 1, ushort.MaxValue), Failures);
    }

    private static uint Ticks(Instant now) => (uint)(now.Micros / TickMicros);
}
