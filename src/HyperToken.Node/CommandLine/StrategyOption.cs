using System.CommandLine;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Node.CommandLine;

/// <summary>The option <c>--strategy</c>, which every verb that runs peers has.</summary>
internal static class StrategyOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--strategy")
        {
            Description = "How the peers organise: naive (a full mesh, below 50 peers), kademlia (default), supernode (leaves attached to a mesh of supernodes), hybrid (the same, and leaves found by id) or auto (chosen from the size of the network, and changed with it)",
            HelpName = Names("|"),
        };
        option.Validators.Add(result =>
        {
            var text = result.GetValue(option);
            if (!Enum.TryParse<RoutingStrategy>(text, ignoreCase: true, out _) || int.TryParse(text, out _))
                result.AddError($"--strategy is '{text}'; allowed: {Names(", ")}");
        });
        return option;
    }

    private static string Names(string separator) =>
        string.Join(separator, Enum.GetValues<RoutingStrategy>()).ToLowerInvariant();
}
