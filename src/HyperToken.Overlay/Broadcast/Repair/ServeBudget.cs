using System.Runtime.InteropServices;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>What each neighbour, and all of them together, may still be sent again in the second that runs.</summary>
internal sealed class ServeBudget
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly RepairSettings _settings;
    private Dictionary<PeerId, Used>? _used;
    private Instant _since;
    private Used _total;

    public ServeBudget(RepairSettings settings) => _settings = settings;

    /// <summary>Another second may have begun.</summary>
    public void Renew(Instant now)
    {
        if (now - _since >= Period)
            (_since, _total, _used) = (now, default, null);
    }

    /// <summary>Whether one more question of a neighbour is looked at.</summary>
    public bool TryAsk(in PeerId neighbour, Instant now)
    {
        Renew(now);
        ref var used = ref UsedBy(neighbour);
        if (used.Questions >= _settings.MaxFetches)
            return false;

        used.Questions++;
        return true;
    }

    /// <summary>Takes one message from the budget of a neighbour that has asked in this second; false when that is spent. The first is always sent.</summary>
    public bool TrySend(in PeerId neighbour, int bytes)
    {
        ref var used = ref UsedBy(neighbour);
        if (!used.HasRoom(bytes, _settings.MaxServed, _settings.MaxServedBytes)
            || !_total.HasRoom(bytes, _settings.MaxServedTotal, _settings.MaxServedTotalBytes))
            return false;

        used.Add(bytes);
        _total.Add(bytes);
        return true;
    }

    private ref Used UsedBy(in PeerId neighbour) => ref CollectionsMarshal.GetValueRefOrAddDefault(_used ??= [], neighbour, out _);

    private struct Used
    {
        private long _messages;
        private long _bytes;

        public int Questions;

        public readonly bool HasRoom(int bytes, int maxMessages, long maxBytes) =>
            _messages == 0 || (_messages < maxMessages && _bytes + bytes <= maxBytes);

        public void Add(int bytes)
        {
            _messages++;
            _bytes += bytes;
        }
    }
}
