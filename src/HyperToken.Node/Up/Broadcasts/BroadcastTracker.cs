using System.Collections.Concurrent;
using System.Diagnostics;
using HyperToken.Overlay.Broadcast;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Broadcasts;

/// <summary>Sees all peers of the process and counts every broadcast under way among them.</summary>
internal sealed class BroadcastTracker
{
    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<MessageId, TrackedBroadcast> _broadcasts = new();
    private int _peers;

    /// <summary>Broadcasts remembered: those under way, and reported ones with frames that may still come.</summary>
    public int Count => _broadcasts.Count;

    /// <summary>The observer of a new peer.</summary>
    /// <param name="index">The peer's place among all ever started, from 0.</param>
    public IPeerObserver Observe(int index)
    {
        _peers = Math.Max(_peers, index + 1);
        return new PeerProbe(this, index);
    }

    public TrackedBroadcast? Find(MessageId id) => _broadcasts.GetValueOrDefault(id);

    /// <summary>The first frame of a broadcast is sent before its publisher knows the id.</summary>
    public TrackedBroadcast FindOrAdd(MessageId id) =>
        _broadcasts.TryGetValue(id, out var known) ? known : _broadcasts.GetOrAdd(id, static (_, peers) => new TrackedBroadcast(peers), _peers);

    /// <summary>A broadcast has been reported: it is forgotten, at once or, if frames of it may still come, after a while.</summary>
    public void Reported(MessageId id)
    {
        if (Find(id) is { IsQuiet: true })
            _broadcasts.TryRemove(id, out _);

        foreach (var (old, broadcast) in _broadcasts)
        {
            if (Stopwatch.GetElapsedTime(broadcast.CreatedAt) > LongestMemory)
                _broadcasts.TryRemove(old, out _);
        }
    }
}
