namespace HyperToken.Overlay.Handshake;

/// <summary>
/// When an address that could not be reached may be dialled again: after one second, then after twice as long each time, up to a minute,
/// a quarter more or less by chance so that many do not come back at once. An address that was reached begins anew.
/// </summary>
public sealed class DialBackoff
{
    /// <summary>The first wait.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, before chance is added.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (int Failures, Instant Until)> _addresses = [];
    private readonly int _capacity;
    private readonly RandomSource _random;

    /// <param name="capacity">Addresses remembered, 1 or more; beyond it the one that may be dialled first is forgotten.</param>
    /// <param name="random">The source of chance.</param>
    public DialBackoff(int capacity, RandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentNullException.ThrowIfNull(random);
        _capacity = capacity;
        _random = random;
    }

    /// <summary>Addresses that could not be reached the last time.</summary>
    public int Count => _addresses.Count;

    /// <summary>Whether an address may be dialled now.</summary>
    public bool MayDial(string address, Instant now) => !_addresses.TryGetValue(address, out var known) || known.Until <= now;

    /// <summary>An address could not be reached.</summary>
    /// <returns>When it may be dialled again.</returns>
    public Instant Failed(string address, Instant now)
    {
        var failures = _addresses.TryGetValue(address, out var known) ? known.Failures : 0;
        if (failures == 0 && _addresses.Count >= _capacity)
            _addresses.Remove(_addresses.MinBy(static entry => entry.Value.Until.Micros).Key);

        var wait = Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures, 6));
        var until = now + TimeSpan.FromTicks((wait * 3 / 4) + (wait / 2 * _random.Next(1_000) / 1_000));
        _addresses[address] = (failures + 1, until);
        return until;
    }

    /// <summary>An address was reached.</summary>
    public void Succeeded(string address) => _addresses.Remove(address);
}
