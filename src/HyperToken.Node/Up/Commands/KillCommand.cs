using System.Globalization;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class KillCommand : ISlashCommand
{
    private const string Now = "now";

    public string Usage => "/kill [supernodes|leaves] N% [now]";

    public string Does => "stops that share of the live peers at once, as a crash would; nobody is told. With 'now' while broadcasts are under way";

    public bool IsImmediate(string argument) => Words(argument) is [.., Now];

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var network = context.Network;
        var words = Words(argument);
        if (words is [.., Now])
            words = words[..^1];

        var (among, text) = words switch
        {
            ["supernodes", var share] => (await OfRoleAsync(network, isLeaf: false, stop), share),
            ["leaves", var share] => (await OfRoleAsync(network, isLeaf: true, stop), share),
            _ => (network.Live.ToArray(), string.Join(' ', words)),
        };
        var count = (int)Math.Round(Share(text) * among.Length, MidpointRounding.AwayFromZero);
        if (count >= network.Live.Count)
            throw new SlashCommandException($"{argument} of {network.Live.Count} peers would leave nobody; give less");

        var killed = await network.KillAsync(among, count, stop);
        return new KillEvent(killed.Length, network.Live.Count);
    }

    private static string[] Words(string argument) => argument.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static async Task<UpPeer[]> OfRoleAsync(UpNetwork network, bool isLeaf, CancellationToken stop)
    {
        if (!network.HasRoles)
            throw new SlashCommandException("there are no supernodes and leaves here; start with --strategy supernode, hybrid or auto");

        var reports = await network.InspectAsync(stop);
        return [.. network.Live.Zip(reports).Where(pair => pair.Second.Role?.Snapshot.IsLeaf == isLeaf).Select(pair => pair.First)];
    }

    private static double Share(string text) =>
        text.EndsWith('%')
        && double.TryParse(text.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is > 0 and <= 100
            ? percent / 100
            : throw new SlashCommandException(
                $"N% is '{text}'; allowed: a percentage above 0 and below 100, as in /kill 30%, /kill supernodes 50% or /kill leaves 10% now");
}

/// <param name="Killed">Peers stopped.</param>
/// <param name="Live">Peers left.</param>
internal sealed record KillEvent(int Killed, int Live) : UpEvent("kill")
{
    public override IEnumerable<string> ToLines() => [$"killed {Killed} peers, {Live} live"];
}
