using System.Diagnostics;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class MaintainCommand : ISlashCommand
{
    public string Usage => "/maintain";

    public string Does => "runs one maintenance round on every live peer now";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var rounds = await UpNetwork.ForEachAsync(context.Network.Live, peer => peer.Peer.MaintainAsync(), stop);
        return new MaintainEvent(
            rounds.Length,
            rounds.Sum(round => round.Pinged),
            rounds.Sum(round => round.Failed),
            rounds.Sum(round => round.Lookups),
            rounds.Sum(round => round.Queries),
            Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3));
    }
}

/// <param name="Peers">Peers that ran a round.</param>
/// <param name="Pinged">Pings sent by all of them.</param>
/// <param name="Failed">Pings not answered.</param>
/// <param name="Lookups">Lookups started to fill thin tables.</param>
/// <param name="Queries">Queries of these lookups.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record MaintainEvent(int Peers, int Pinged, int Failed, int Lookups, int Queries, double Seconds) : UpEvent("maintain")
{
    public override IEnumerable<string> ToLines() =>
    [
        $"maintained {Peers} peers in {Seconds:0.0} s: {Pinged} pings, {Failed} failed, {Lookups} lookups with {Queries} queries",
    ];
}
