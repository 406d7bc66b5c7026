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
    private readonly ConcurrentDictionary<int, int> _publishing = new();
    private readonly List<int> _killed = [];
    private int _peers;

    /// <summary>Peers killed so far.</summary>
    public int KilledCount
    {
        get
        {
            lock (_killed)
                return _killed.Count;
        }
    }

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

    /// <summary>A peer publishes; it does so until <see cref="Ends"/>.</summary>
    public void Begins(int index) => _publishing.AddOrUpdate(index, 1, static (_, count) => count + 1);

    /// <summary>A broadcast of this peer has been reported, or was never published.</summary>
    public void Ends(int index) => _publishing.AddOrUpdate(index, 0, static (_, count) => count - 1);

    /// <summary>Whether this peer has a broadcast under way that is not reported yet.</summary>
    public bool IsPublishing(int index) => _publishing.GetValueOrDefault(index) > 0;

    /// <summary>These peers have stopped: what they do not have, nobody expects them to get.</summary>
    public void Killed(IEnumerable<int> indices)
    {
        int[] killed = [.. indices];
        lock (_killed)
            _killed.AddRange(killed);

        foreach (var broadcast in _broadcasts.Values)
            broadcast.Killed(killed);
    }

    /// <summary>A broadcast has been published.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="since">When the publisher's call was made.</param>
    /// <param name="expected">How many peers should have received it then.</param>
    /// <param name="killedBefore">How many had been killed then.</param>
    public TrackedBroadcast Published(MessageId id, long since, int expected, int killedBefore)
    {
        var broadcast = FindOrAdd(id);
        int[] killed;
        lock (_killed)
            killed = [.. _killed.Skip(killedBefore)];

        broadcast.Killed(killed);
        broadcast.Published(since, expected);
        return broadcast;
    }

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
