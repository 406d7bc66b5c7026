using System.Diagnostics;
using Akka.Actor;
using HyperToken.Peers;

namespace HyperToken.Metrics;

/// <summary>
/// Measures a peer: its figures are instruments of the meter <see cref="MeterName"/>, for whatever listens to that. An observation costs the
/// peer nothing: it reads what the peer has last said of itself, and asks it to say so again if that is older than a second. So figures are
/// as old as the observation before; whoever wants those of the moment calls <see cref="RefreshAsync"/> first. Dispose it to end that.
/// </summary>
public sealed class PeerMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "HyperToken";

    /// <summary>The attribute that tells the peers of a process apart: the first eight digits of the id, as in logs.</summary>
    public const string PeerTag = "hypertoken.peer.id";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private PeerReport? _last;
    private long _asked;
    private Task _refresh = Task.CompletedTask;

    private PeerMetrics(HyperTokenPeer peer)
    {
        Peer = peer;
        Name = peer.Id.ShortId;
    }

    /// <summary>Who is measured.</summary>
    internal HyperTokenPeer Peer { get; }

    /// <summary>The value of <see cref="PeerTag"/>.</summary>
    internal string Name { get; }

    /// <summary>Starts to measure a peer.</summary>
    public static async Task<PeerMetrics> StartAsync(HyperTokenPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        var metrics = new PeerMetrics(peer);
        await metrics.RefreshAsync().ConfigureAwait(false);
        PeerMeter.Add(metrics);
        return metrics;
    }

    /// <summary>Asks the peer for its figures; while it does not answer, or has stopped, there are none. One question at a time is enough for all.</summary>
    public Task RefreshAsync()
    {
        lock (_lock)
        {
            if (_refresh.IsCompleted)
            {
                _asked = Stopwatch.GetTimestamp();
                _refresh = AskAsync();
            }

            return _refresh;
        }
    }

    /// <summary>Measures the peer no more.</summary>
    public void Dispose() => PeerMeter.Remove(this);

    /// <summary>What the peer has last said of itself; null where it does not answer.</summary>
    internal PeerReport? LastReport()
    {
        lock (_lock)
        {
            if (Stopwatch.GetElapsedTime(_asked) > Fresh)
                _ = RefreshAsync();

            return _last;
        }
    }

    private async Task AskAsync()
    {
        PeerReport? report = null;
        try
        {
            report = await Peer.InspectAsync().ConfigureAwait(false);
        }
        catch (Exception unanswered) when (unanswered is PeerUnavailableException or AskTimeoutException)
        {
            // That there are no figures says it.
        }

        lock (_lock)
            _last = report;
    }
}
