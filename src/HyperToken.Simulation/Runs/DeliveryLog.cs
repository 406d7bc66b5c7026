using System.Globalization;
using HyperToken.Overlay;
using HyperToken.Overlay.Broadcast;

namespace HyperToken.Simulation.Runs;

/// <summary>When which broadcast reached whom. Each peer's worker writes that peer's part.</summary>
internal sealed class DeliveryLog
{
    private const string TypePrefix = "sim-";
    private readonly int _broadcasts;
    private readonly int[] _micros;
    private readonly Instant[] _publishedAt;
    private readonly int[] _origins;

    public DeliveryLog(int peers, int broadcasts)
    {
        _broadcasts = broadcasts;
        _micros = new int[(long)peers * broadcasts];
        _publishedAt = new Instant[broadcasts];
        _origins = new int[broadcasts];
        Array.Fill(_publishedAt, Instant.Never);
    }

    /// <summary>A broadcast's number travels as its message type, where the protocol does not look.</summary>
    public static string TypeOf(int number) => TypePrefix + number.ToString(CultureInfo.InvariantCulture);

    public static int NumberOf(EnvelopeBody body) =>
        int.Parse(body.Type.AsSpan(TypePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Broadcasts that were to be made.</summary>
    public int Broadcasts => _broadcasts;

    public bool IsPublished(int number) => _publishedAt[number] != Instant.Never;

    public Instant PublishedAt(int number) => _publishedAt[number];

    public int OriginOf(int number) => _origins[number];

    public void Published(int number, int origin, Instant now)
    {
        _publishedAt[number] = now;
        _origins[number] = origin;
    }

    /// <summary>A broadcast has reached a peer; false when it had before.</summary>
    public bool Delivered(int peer, int number, Instant now)
    {
        ref var micros = ref _micros[((long)peer * _broadcasts) + number];
        if (micros != 0)
            return false;

        micros = (int)Math.Min(int.MaxValue, (now - _publishedAt[number]).Ticks / TimeSpan.TicksPerMicrosecond);
        return true;
    }

    /// <summary>A peer starts anew, and has nothing.</summary>
    public void Forget(int peer) => Array.Clear(_micros, peer * _broadcasts, _broadcasts);

    /// <summary>Microseconds from publishing to delivery; 0 when it did not arrive.</summary>
    public int Micros(int peer, int number) => _micros[((long)peer * _broadcasts) + number];
}
