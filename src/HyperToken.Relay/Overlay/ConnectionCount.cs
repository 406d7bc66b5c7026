using System.Net;

namespace HyperToken.Relay.Overlay;

/// <summary>Counts open connections, in all and for each IP address, against their limits. Safe to use from any thread.</summary>
internal sealed class ConnectionCount
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _addresses = [];
    private readonly int _most;
    private readonly int _mostPerAddress;
    private int _count;

    public ConnectionCount(int most, int mostPerAddress)
    {
        _most = most;
        _mostPerAddress = mostPerAddress;
    }

    /// <summary>What a newcomer is told.</summary>
    public enum Verdict
    {
        /// <summary>It is counted; <see cref="Leave"/> must follow.</summary>
        Welcome,

        /// <summary>There are too many in all.</summary>
        Full,

        /// <summary>There are too many from its address.</summary>
        TooManyFromThere,
    }

    /// <summary>Open connections.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    public Verdict Enter(IPAddress address)
    {
        lock (_lock)
        {
            if (_count >= _most)
                return Verdict.Full;

            var fromThere = _addresses.GetValueOrDefault(address);
            if (fromThere >= _mostPerAddress)
                return Verdict.TooManyFromThere;

            _addresses[address] = fromThere + 1;
            _count++;
            return Verdict.Welcome;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (_lock)
        {
            _count--;
            if (--_addresses[address] == 0)
                _addresses.Remove(address);
        }
    }
}
