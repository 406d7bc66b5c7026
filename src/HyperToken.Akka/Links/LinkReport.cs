using HyperToken.Overlay.Identity;

namespace HyperToken.Links;

/// <summary>One open link as it was at one moment. What repair fetched again is counted per peer: it may come over any link.</summary>
/// <param name="Contact">Who is at the other end.</param>
/// <param name="Traffic">What it has carried.</param>
/// <param name="QueuedFrames">Frames that wait for the link; of a direct link, those in the other peer's mailbox.</param>
/// <param name="QueuedBytes">Their bytes.</param>
public sealed record LinkReport(Contact Contact, LinkTraffic Traffic, int QueuedFrames, long QueuedBytes);
