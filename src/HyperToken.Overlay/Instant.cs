namespace HyperToken.Overlay;

/// <summary>
/// A point in time as the protocol knows it: whole microseconds since an origin of the host's choice.
/// The core never reads a clock; every input that needs the time is given one of these.
/// </summary>
/// <param name="Micros">Microseconds since the host's origin, 0 or more.</param>
public readonly record struct Instant(long Micros) : IComparable<Instant>
{
    /// <summary>The host's origin.</summary>
    public static readonly Instant Zero = new(0);

    /// <summary>Later than every time a host can reach; stands for "no deadline".</summary>
    public static readonly Instant Never = new(long.MaxValue);

    /// <summary>Moves the instant by a span; <see cref="Never"/> stays where it is.</summary>
    public static Instant operator +(Instant instant, TimeSpan span) =>
        instant == Never ? Never : new Instant(instant.Micros + (span.Ticks / TimeSpan.TicksPerMicrosecond));

    /// <summary>The span from <paramref name="right"/> to <paramref name="left"/>; the longest there is up to <see cref="Never"/>.</summary>
    public static TimeSpan operator -(Instant left, Instant right) =>
        left == Never ? TimeSpan.MaxValue : TimeSpan.FromTicks((left.Micros - right.Micros) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether the left instant is earlier.</summary>
    public static bool operator <(Instant left, Instant right) => left.Micros < right.Micros;

    /// <summary>Whether the left instant is later.</summary>
    public static bool operator >(Instant left, Instant right) => left.Micros > right.Micros;

    /// <summary>Whether the left instant is earlier or the same.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Micros <= right.Micros;

    /// <summary>Whether the left instant is later or the same.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Micros >= right.Micros;

    /// <summary>The earlier of two instants.</summary>
    public static Instant Min(Instant left, Instant right) => left < right ? left : right;

    /// <inheritdoc />
    public int CompareTo(Instant other) => Micros.CompareTo(other.Micros);
}
