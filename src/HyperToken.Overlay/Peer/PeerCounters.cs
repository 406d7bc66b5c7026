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

    /// <summary>Broadcasts refused because they were so old that nobody could tell any more whether they had been delivered.</summary>
    public long TooOld { get; internal set; }

    /// <summary>Broadcasts refused because more streams had sent lately than can be remembered.</summary>
    public long StreamsRefused { get; internal set; }

    /// <summary>Gaps in the sequences of a stream that were given up for want of room: what comes of them later is too old.</summary>
    public long GapsGivenUp { get; internal set; }

    /// <summary>Messages that left the repair window before their time, because it was full.</summary>
    public long ForgottenEarly { get; internal set; }

    /// <summary>Broadcasts received by repair that were new.</summary>
    public long Repaired { get; internal set; }

    /// <summary>Digests sent, and questions for the next part of one.</summary>
    public long DigestsSent { get; internal set; }

    /// <summary>Digests received, and questions for the next part of one.</summary>
    public long DigestsReceived { get; internal set; }

    /// <summary>Questions for a digest that were not answered, because the same contact has had one just before.</summary>
    public long DigestsRefused { get; internal set; }

    /// <summary>Messages a standby supernode has told this leaf of that were not waited for, because too many were; repair brings them.</summary>
    public long AnnouncementsDropped { get; internal set; }

    /// <summary>Messages of this leaf that no supernode has acknowledged, however often they were handed in; repair brings them to the others.</summary>
    public long HandInsGivenUp { get; internal set; }

    /// <summary>Digests put aside though something they told of was missing: too many at once, or nothing came.</summary>
    public long DigestsDropped { get; internal set; }

    /// <summary>Times a neighbour was asked for messages.</summary>
    public long FetchesSent { get; internal set; }

    /// <summary>Times a neighbour has asked for messages.</summary>
    public long FetchesReceived { get; internal set; }

    /// <summary>Times a neighbour has asked for messages too often and got none.</summary>
    public long FetchesRefused { get; internal set; }

    /// <summary>Broadcasts sent again to neighbours that asked for them; they are in <see cref="PayloadsSent"/> as well.</summary>
    public long Served { get; internal set; }

    /// <summary>Broadcasts not sent again, because the neighbour, or all of them, had asked for too many or too much in that second.</summary>
    public long ServesRefused { get; internal set; }

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

    /// <summary>Times the peer went from one strategy to another; its first choice is none.</summary>
    public long StrategyChanges { get; internal set; }

    /// <summary>Lookups started.</summary>
    public long Lookups { get; internal set; }

    /// <summary>Times a record was taken to be kept for another, renewals included.</summary>
    public long RecordsStored { get; internal set; }

    /// <summary>Times a record was not taken, for whatever reason.</summary>
    public long RecordsRefused { get; internal set; }

    /// <summary>Records whose time to live ended.</summary>
    public long RecordsExpired { get; internal set; }

    /// <summary>Records that gave way before their time to others closer to this peer, because there was no room.</summary>
    public long RecordsDisplaced { get; internal set; }

    /// <summary>Times this leaf has had its own record kept, renewals included.</summary>
    public long RecordsPublished { get; internal set; }

    /// <summary>Keepers of an own record that did not take it, or did not answer.</summary>
    public long StoresFailed { get; internal set; }

    /// <summary>Searches for leaves begun.</summary>
    public long Locates { get; internal set; }

    /// <summary>Searches for leaves not begun, because too many went on.</summary>
    public long LocatesRefused { get; internal set; }

    /// <summary>Records that came as an answer and were not what was asked for, not valid, or not to be understood.</summary>
    public long RecordsRejected { get; internal set; }

    /// <summary>Times a message for a leaf was handed to one of its supernodes.</summary>
    public long RoutesHandedOver { get; internal set; }

    /// <summary>A copy that later counting does not change.</summary>
    public PeerCounters Copy() => (PeerCounters)MemberwiseClone();
}
