using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Node.Up.Commands;

internal sealed class StrategyCommand : ISlashCommand
{
    private static readonly string Names = string.Join(", ", Enum.GetNames<RoutingStrategy>()).ToLowerInvariant();

    public string Usage => "/strategy [NAME]";

    public string Does => $"counts the peers on each strategy; or makes all of them follow another: {Names}";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var network = context.Network;
        if (argument.Length > 0)
        {
            if (!Enum.TryParse<RoutingStrategy>(argument, ignoreCase: true, out var wanted) || int.TryParse(argument, out _))
                throw new SlashCommandException($"NAME is '{argument}'; allowed: {Names}");

            await network.SwitchStrategyAsync(wanted, stop);
        }

        return StrategyEvent.Of(await network.InspectAsync(stop));
    }
}
