using System.Globalization;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class KillCommand : ISlashCommand
{
    public string Usage => "/kill N%";

    public string Does => "stops that share of the live peers at once, as a crash would; nobody is told";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var network = context.Network;
        var count = (int)Math.Round(Share(argument) * network.Live.Count, MidpointRounding.AwayFromZero);
        if (count >= network.Live.Count)
            throw new SlashCommandException($"{argument} of {network.Live.Count} peers would leave nobody; give less");

        var killed = await network.KillAsync(count, stop);
        return new KillEvent(killed.Length, network.Live.Count);
    }

    private static double Share(string text) =>
        text.EndsWith('%')
        && double.TryParse(text.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is > 0 and <= 100
            ? percent / 100
            : throw new SlashCommandException($"N% is '{text}'; allowed: a percentage above 0 and below 100, as in /kill 30%");
}

/// <param name="Killed">Peers stopped.</param>
/// <param name="Live">Peers left.</param>
internal sealed record KillEvent(int Killed, int Live) : UpEvent("kill")
{
    public override IEnumerable<string> ToLines() => [$"killed {Killed} peers, {Live} live"];
}
