namespace HyperToken.Overlay.Supernode;

/// <summary>What is known of a peer that may serve others. What another peer says of itself is taken as it comes: <see cref="SupernodeScore"/> copes.</summary>
/// <param name="Uptime">Time since the peer started.</param>
/// <param name="BandwidthOut">Bytes a second the peer can send, configured or probed; not its traffic of the moment, which is nothing in an idle network.</param>
/// <param name="FailureRate">Share of what the peer tried lately that failed, 0 to 1.</param>
/// <param name="Connections">Links the peer has open.</param>
public readonly record struct NodeStats(TimeSpan Uptime, double BandwidthOut, double FailureRate, int Connections);
