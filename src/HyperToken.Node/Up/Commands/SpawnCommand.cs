using System.Globalization;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class SpawnCommand : ISlashCommand
{
    public string Usage => "/spawn N";

    public string Does => "starts N more peers at the join rate, each through a random live one";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var network = context.Network;
        var most = UpSettings.MaxPeers - network.Live.Count;
        if (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1 || count > most)
            throw new SlashCommandException($"N is '{argument}'; allowed: a whole number from 1 to {most}");

        var progress = new StartProgress(count);
        await network.SpawnAsync(progress, stop);
        var took = progress.Elapsed;
        var reports = await UpNetwork.ForEachAsync([.. network.Live.TakeLast(count)], peer => peer.Peer.InspectAsync(), stop);
        return new SpawnEvent(
            count, reports.Count(report => report.KnowsOthers()), network.Live.Count, Math.Round(took.TotalSeconds, 3));
    }
}

/// <param name="Spawned">Peers started.</param>
/// <param name="Joined">Those of them that know somebody.</param>
/// <param name="Live">Peers that live now.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record SpawnEvent(int Spawned, int Joined, int Live, double Seconds) : UpEvent("spawn")
{
    public override IEnumerable<string> ToLines() =>
        [$"spawned {Spawned} peers in {Seconds:0.0} s, {Joined} of them found others, {Live} live"];
}
