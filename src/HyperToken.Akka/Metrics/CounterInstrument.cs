using HyperToken.Overlay.Peer;

namespace HyperToken.Metrics;

/// <summary>How one counter of a peer is measured.</summary>
/// <param name="Counter">The property of <see cref="PeerCounters"/>.</param>
/// <param name="Read">Reads it.</param>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">What is counted, as OpenTelemetry writes it.</param>
/// <param name="Description">What it says, in one sentence.</param>
internal sealed record CounterInstrument(string Counter, Func<PeerCounters, long> Read, string Name, string Unit, string Description)
{
    private const string Message = "{message}";
    private const string Frame = "{frame}";
    private const string Record = "{record}";

    /// <summary>Every counter there is.</summary>
    public static readonly IReadOnlyList<CounterInstrument> All =
    [
        new(nameof(PeerCounters.Published), c => c.Published, "hypertoken.broadcast.published", Message, "Messages this peer has published."),
        new(nameof(PeerCounters.Delivered), c => c.Delivered, "hypertoken.broadcast.delivered", Message, "Messages handed to the application, those for this peer alone included."),
        new(nameof(PeerCounters.Expired), c => c.Expired, "hypertoken.broadcast.expired", Message, "Broadcasts not forwarded because their hops were spent."),
        new(nameof(PeerCounters.TooOld), c => c.TooOld, "hypertoken.broadcast.too_old", Message, "Broadcasts refused because nobody could tell any more whether they had been delivered."),
        new(nameof(PeerCounters.UnknownPlan), c => c.UnknownPlan, "hypertoken.broadcast.unknown_plan", Message, "Broadcasts that name a plan this version does not route."),
        new(nameof(PeerCounters.PayloadsSent), c => c.PayloadsSent, "hypertoken.payload.sent", Frame, "Broadcast frames handed to links."),
        new(nameof(PeerCounters.PayloadsReceived), c => c.PayloadsReceived, "hypertoken.payload.received", Frame, "Broadcast frames received, copies included."),
        new(nameof(PeerCounters.Duplicates), c => c.Duplicates, "hypertoken.payload.duplicate", Frame, "Broadcast frames received again."),
        new(nameof(PeerCounters.PayloadsLost), c => c.PayloadsLost, "hypertoken.payload.lost", Frame, "Broadcast frames for which no link could be opened."),
        new(nameof(PeerCounters.FramesReceived), c => c.FramesReceived, "hypertoken.frame.received", Frame, "Frames received and understood."),
        new(nameof(PeerCounters.Refused), c => c.Refused, "hypertoken.frame.refused", Frame, "Frames refused because their content was wrong."),
        new(nameof(PeerCounters.UnmatchedReplies), c => c.UnmatchedReplies, "hypertoken.frame.unmatched", Frame, "Answers that belong to no open question."),
        new(nameof(PeerCounters.StreamsRefused), c => c.StreamsRefused, "hypertoken.stream.refused", Message, "Broadcasts refused because more streams had sent lately than can be remembered."),
        new(nameof(PeerCounters.GapsGivenUp), c => c.GapsGivenUp, "hypertoken.stream.gap.given_up", "{gap}", "Gaps in the sequences of a stream given up for want of room."),
        new(nameof(PeerCounters.Repaired), c => c.Repaired, "hypertoken.repair.repaired", Message, "Broadcasts that only repair has brought."),
        new(nameof(PeerCounters.Served), c => c.Served, "hypertoken.repair.served", Message, "Broadcasts sent again to neighbours that asked for them."),
        new(nameof(PeerCounters.ServesRefused), c => c.ServesRefused, "hypertoken.repair.serve.refused", Message, "Broadcasts not sent again because too much was asked for in that second."),
        new(nameof(PeerCounters.ForgottenEarly), c => c.ForgottenEarly, "hypertoken.repair.forgotten_early", Message, "Messages that left the repair window before their time, because it was full."),
        new(nameof(PeerCounters.DigestsSent), c => c.DigestsSent, "hypertoken.repair.digest.sent", "{digest}", "Digests sent, and questions for the next part of one."),
        new(nameof(PeerCounters.DigestsReceived), c => c.DigestsReceived, "hypertoken.repair.digest.received", "{digest}", "Digests received, and questions for the next part of one."),
        new(nameof(PeerCounters.DigestsRefused), c => c.DigestsRefused, "hypertoken.repair.digest.refused", "{digest}", "Questions for a digest not answered, because the contact has had one just before."),
        new(nameof(PeerCounters.DigestsDropped), c => c.DigestsDropped, "hypertoken.repair.digest.dropped", "{digest}", "Digests put aside though something they told of was missing."),
        new(nameof(PeerCounters.FetchesSent), c => c.FetchesSent, "hypertoken.repair.fetch.sent", "{fetch}", "Times a neighbour was asked for messages."),
        new(nameof(PeerCounters.FetchesReceived), c => c.FetchesReceived, "hypertoken.repair.fetch.received", "{fetch}", "Times a neighbour has asked for messages."),
        new(nameof(PeerCounters.FetchesRefused), c => c.FetchesRefused, "hypertoken.repair.fetch.refused", "{fetch}", "Times a neighbour has asked for messages too often and got none."),
        new(nameof(PeerCounters.Timeouts), c => c.Timeouts, "hypertoken.tree.timeout", "{delegate}", "Delegates that did not acknowledge a broadcast in time."),
        new(nameof(PeerCounters.OffersSent), c => c.OffersSent, "hypertoken.tree.offer.sent", Frame, "Offers sent: a broadcast's id ahead of its payload."),
        new(nameof(PeerCounters.ServesSent), c => c.ServesSent, "hypertoken.tree.serve.sent", Frame, "Requests to serve a region sent."),
        new(nameof(PeerCounters.RegionsSkipped), c => c.RegionsSkipped, "hypertoken.tree.region.skipped", "{region}", "Regions not served because everybody known in them is most likely dead."),
        new(nameof(PeerCounters.RegionsGivenUp), c => c.RegionsGivenUp, "hypertoken.tree.region.given_up", "{region}", "Regions given up because nobody in them answered."),
        new(nameof(PeerCounters.LateAnswers), c => c.LateAnswers, "hypertoken.tree.late_answer", Frame, "Acknowledgements and answers that came when the matter was settled."),
        new(nameof(PeerCounters.AnnouncementsDropped), c => c.AnnouncementsDropped, "hypertoken.leaf.announcement.dropped", Message, "Messages a standby has told this leaf of that were not waited for, because too many were."),
        new(nameof(PeerCounters.HandInsGivenUp), c => c.HandInsGivenUp, "hypertoken.leaf.hand_in.given_up", Message, "Messages of this leaf that no supernode has acknowledged."),
        new(nameof(PeerCounters.RoutesRelayed), c => c.RoutesRelayed, "hypertoken.route.relayed", Message, "Messages for one peer passed on for others."),
        new(nameof(PeerCounters.RoutesRefused), c => c.RoutesRefused, "hypertoken.route.refused", Message, "Messages for one peer not accepted because too many were under way."),
        new(nameof(PeerCounters.RoutesHandedOver), c => c.RoutesHandedOver, "hypertoken.route.handed_over", Message, "Times a message for a leaf was handed to one of its supernodes."),
        new(nameof(PeerCounters.StrategyChanges), c => c.StrategyChanges, "hypertoken.strategy.changes", "{change}", "Times the peer went from one strategy to another."),
        new(nameof(PeerCounters.Lookups), c => c.Lookups, "hypertoken.lookup.started", "{lookup}", "Lookups started."),
        new(nameof(PeerCounters.Locates), c => c.Locates, "hypertoken.locate.started", "{search}", "Searches for leaves begun."),
        new(nameof(PeerCounters.LocatesRefused), c => c.LocatesRefused, "hypertoken.locate.refused", "{search}", "Searches for leaves not begun, because too many went on."),
        new(nameof(PeerCounters.RecordsStored), c => c.RecordsStored, "hypertoken.record.stored", Record, "Times a record was taken to be kept for another, renewals included."),
        new(nameof(PeerCounters.RecordsRefused), c => c.RecordsRefused, "hypertoken.record.refused", Record, "Times a record was not taken."),
        new(nameof(PeerCounters.RecordsExpired), c => c.RecordsExpired, "hypertoken.record.expired", Record, "Records whose time to live ended."),
        new(nameof(PeerCounters.RecordsDisplaced), c => c.RecordsDisplaced, "hypertoken.record.displaced", Record, "Records that gave way to others, because there was no room."),
        new(nameof(PeerCounters.RecordsPublished), c => c.RecordsPublished, "hypertoken.record.published", Record, "Times this leaf has had its own record kept, renewals included."),
        new(nameof(PeerCounters.RecordsRejected), c => c.RecordsRejected, "hypertoken.record.rejected", Record, "Records that came as an answer and were not what was asked for."),
        new(nameof(PeerCounters.StoresFailed), c => c.StoresFailed, "hypertoken.record.store.failed", Record, "Keepers of an own record that did not take it, or did not answer."),
    ];
}
