using System.Diagnostics;
using System.Globalization;
using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Node.Up.Commands;

internal sealed class LookupCommand : ISlashCommand
{
    private const int MaxLookups = 1_000_000;
    private const int LookupsAtOnce = 16;

    public string Usage => "/lookup ID|random N";

    public string Does => "looks up an id, or N ids of random live peers, each from a random peer; leaves are found on strategy hybrid only";

    public Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop) =>
        argument.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["random", var count] => LookupRandomAsync(Count(count), context.Network, stop),
            [var id] when id != "random" => LookupIdAsync(id, context.Network),
            _ => throw new SlashCommandException("give an id, a peer, or 'random N'"),
        };

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxLookups
            ? count
            : throw new SlashCommandException($"N is '{text}'; allowed: a whole number from 1 to {MaxLookups}");

    private static async Task<UpEvent> LookupRandomAsync(int count, UpNetwork network, CancellationToken stop)
    {
        var pairs = new (UpPeer From, PeerId Target)[count];
        foreach (ref var pair in pairs.AsSpan())
        {
            var target = network.RandomPeer().Id;
            pair = (network.RandomPeer(butNot: target), target);
        }

        var start = Stopwatch.GetTimestamp();
        var lookups = await pairs.SelectAsync(LookupsAtOnce, pair => MeasureAsync(pair.From, pair.Target), stop);
        var took = Stopwatch.GetElapsedTime(start);
        var live = await ServersAsync(network, stop);
        var recall = pairs.Zip(lookups, (pair, lookup) => RecallOf(lookup.Result, pair.From.Id, live, network.K)).Average();
        return LookupEvent.Of(lookups, took) with { Recall = Math.Round(recall, 4) };
    }

    /// <summary>Those that can be in a lookup's result: leaves are in nobody's table.</summary>
    private static async Task<PeerId[]> ServersAsync(UpNetwork network, CancellationToken stop)
    {
        if (!network.HasRoles)
            return [.. network.Live.Select(peer => peer.Id)];

        var reports = await network.InspectAsync(stop);
        return [.. reports.Where(report => report.Self.Mode == ContactMode.Server).Select(report => report.Self.Id)];
    }

    /// <summary>The share of the truly closest k live peers, the asker left out, that a lookup found.</summary>
    private static double RecallOf(LookupResult result, PeerId asker, IReadOnlyList<PeerId> live, int k)
    {
        var others = live.Where(id => id != asker).ToArray();
        Array.Sort(others, (left, right) => result.Target.CompareDistance(left, right));
        var closest = others.Take(k).ToHashSet();
        return closest.Count == 0 ? 1 : (double)result.Closest.Count(contact => closest.Contains(contact.Id)) / closest.Count;
    }

    private static async Task<UpEvent> LookupIdAsync(string text, UpNetwork network)
    {
        var target = PeerId.TryParse(text, out var id) ? id : PeerReference.Resolve(text, network).Id;
        var from = network.RandomPeer(butNot: target);
        var start = Stopwatch.GetTimestamp();
        var lookup = await MeasureAsync(from, target);
        return LookupEvent.Of([lookup], Stopwatch.GetElapsedTime(start)) with
        {
            Target = target.ToString(),
            From = from.Id.ToString(),
            Closest = [.. lookup.Result.Closest.Select(contact => contact.Id.ToString())],
            Supernodes = lookup.Supernodes.Count == 0 ? null : [.. lookup.Supernodes.Select(contact => contact.Id.ToString())],
        };
    }

    /// <summary>Who is not among the servers may be a leaf, which its record leads to.</summary>
    private static async Task<PeerLookup> MeasureAsync(UpPeer from, PeerId target)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await from.Peer.FindNodeAsync(target);
        var located = result.Found ? null : await from.Peer.LocateAsync(target);
        return new PeerLookup(result, located?.Supernodes ?? [], Stopwatch.GetElapsedTime(start));
    }
}
