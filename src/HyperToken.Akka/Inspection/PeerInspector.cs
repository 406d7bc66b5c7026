using System.Diagnostics;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;

namespace HyperToken.Inspection;

/// <summary>
/// Looks into one running peer. Each call asks the peer once, and fails as its calls do: with <see cref="PeerUnavailableException"/>,
/// or <see cref="Akka.Actor.AskTimeoutException"/>. Safe to use from any thread.
/// </summary>
public sealed class PeerInspector
{
    private readonly HyperTokenPeer _peer;

    /// <summary>Looks into this peer.</summary>
    public PeerInspector(HyperTokenPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        _peer = peer;
    }

    /// <summary>Who it is, and how it stands in the network.</summary>
    public async Task<PeerView> PeerAsync() => PeerView.Of(await _peer.InspectAsync().ConfigureAwait(false));

    /// <summary>Its routing table.</summary>
    public async Task<TableView> TableAsync() => TableView.Of(await _peer.InspectAsync().ConfigureAwait(false));

    /// <summary>Its links.</summary>
    public async Task<LinksView> LinksAsync() => LinksView.Of(await _peer.InspectAsync().ConfigureAwait(false));

    /// <summary>Its role, and who is attached to whom.</summary>
    public async Task<RoleView> RolesAsync() => RoleView.Of(await _peer.InspectAsync().ConfigureAwait(false));

    /// <summary>What it has counted.</summary>
    public async Task<StatsView> StatsAsync() => StatsView.Of(await _peer.InspectAsync().ConfigureAwait(false));

    /// <summary>Looks for a peer; one that is not among the servers may be a leaf, which its record leads to.</summary>
    public async Task<LookupView> LookupAsync(PeerId target)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await _peer.FindNodeAsync(target).ConfigureAwait(false);
        LocateResult? located = result.Found ? null : await _peer.LocateAsync(target).ConfigureAwait(false);
        return new LookupView(
            target.ToString(),
            _peer.Id.ToString(),
            result.Found || located is { Found: true },
            result.Queries,
            result.Rounds,
            result.Failures,
            result.Exhausted,
            Words.Milliseconds(Stopwatch.GetElapsedTime(start)),
            Words.Ids(result.Closest))
        {
            Address = result.Found ? Words.AddressOf(result.Closest[0]) : null,
            Supernodes = located is { Found: true } ? Words.Ids(located.Supernodes) : null,
        };
    }
}
