namespace HyperToken.Overlay.Broadcast;

/// <summary>How much of what a peer has published is still on its hands.</summary>
/// <param name="Links">Open links that the last own message was sent over.</param>
/// <param name="FullLinks">Those of them in whose queues too much waits already.</param>
/// <param name="Unacknowledged">Own messages that somebody they were sent to has not acknowledged yet; 0 under plans without acknowledgement.</param>
public readonly record struct FanOutLoad(int Links, int FullLinks, int Unacknowledged = 0);
