namespace HyperToken.Overlay.Peer;

/// <summary>What a peer has counted since it started. Every drop has a line here.</summary>
public sealed class PeerCounters
{
    /// <summary>Frames received and understood.</summary>
    public long FramesReceived { get; internal set; }

    /// <summary>Broadcast frames handed to links; those that could not be sent are in <see cref="PayloadsLost"/> as well.</summary>
    public long PayloadsSent { get; internal set; }

    /// <summary>Broadcast frames received, copies included.</summary>
    public long PayloadsReceived { get; internal set; }

    /// <summary>Broadcast frames received again.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Broadcast frames for which no link could be opened.</summary>
    public long PayloadsLost { get; internal set; }

    /// <summary>Messages handed to the application.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Messages published by this peer.</summary>
    public long Published { get; internal set; }

    /// <summary>Broadcasts not forwarded because their hops were spent.</summary>
    public long Expired { get; internal set; }

    /// <summary>Frames refused because their content was wrong.</summary>
    public long Refused { get; internal set; }

    /// <summary>Broadcasts that name a plan this version does not route.</summary>
    public long UnknownPlan { get; internal set; }

    /// <summary>Tree plan: delegates that did not acknowledge in time.</summary>
    public long Timeouts { get; internal set; }

    /// <summary>Tree plan: offers sent.</summary>
    public long OffersSent { get; internal set; }

    /// <summary>Tree plan: requests to serve a region sent.</summary>
    public long ServesSent { get; internal set; }

    /// <summary>Tree plan: regions not served because everybody known in them is most likely dead.</summary>
    public long RegionsSkipped { get; internal set; }

    /// <summary>Tree plan: regions given up because nobody in them answered.</summary>
    public long RegionsGivenUp { get; internal set; }

    /// <summary>Tree plan: acknowledgements and answers that came when the matter was settled.</summary>
    public long LateAnswers { get; internal set; }

    /// <summary>Messages for one peer passed on for others.</summary>
    public long RoutesRelayed { get; internal set; }

    /// <summary>Messages for one peer not accepted because too many were under way.</summary>
    public long RoutesRefused { get; internal set; }

    /// <summary>Answers that belong to no open question.</summary>
    public long UnmatchedReplies { get; internal set; }

    /// <summary>Lookups started.</summary>
    public long Lookups { get; internal set; }

    /// <summary>A copy that later counting does not change.</summary>
    public PeerCounters Copy() => (PeerCounters)MemberwiseClone();
}
