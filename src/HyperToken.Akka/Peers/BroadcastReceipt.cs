using HyperToken.Overlay.Broadcast;

namespace HyperToken.Peers;

/// <summary>A broadcast is on its way.</summary>
/// <param name="Id">The message.</param>
/// <param name="SentTo">To how many contacts this peer has sent it; 0 when it knows nobody.</param>
public sealed record BroadcastReceipt(MessageId Id, int SentTo);
