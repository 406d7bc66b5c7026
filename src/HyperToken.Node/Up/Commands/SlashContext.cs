using HyperToken.Node.Up.Broadcasts;

namespace HyperToken.Node.Up.Commands;

/// <summary>What commands work on.</summary>
/// <param name="Network">The peers.</param>
/// <param name="Totals">The broadcasts reported so far.</param>
internal sealed record SlashContext(UpNetwork Network, BroadcastTotals Totals);
