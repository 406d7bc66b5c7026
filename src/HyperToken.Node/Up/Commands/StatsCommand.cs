using System.Text.Json.Serialization;
using HyperToken.Inspection;
using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Peer;

namespace HyperToken.Node.Up.Commands;

internal sealed class StatsCommand : ISlashCommand
{
    public string Usage => "/stats";

    public string Does => "sums up broadcasts, connections, counters and memory so far";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var reports = await context.Network.InspectAsync(stop);
        return new StatsEvent(
            reports.Length,
            MinAvgMax.Of([.. reports.Select(report => report.Links.Count)]),
            MinAvgMax.Of([.. reports.Select(report => report.Table.Count)]),
            SummaryOf(context),
            CounterSums.Of([.. reports.Select(report => report.Counters)]),
            LinkSums.Of(reports),
            reports.Sum(report => report.FrameErrors.Values.Sum()),
            Environment.WorkingSet >> 20,
            Math.Round(GC.GetTotalPauseDuration().TotalSeconds, 3))
        {
            Roles = RoleSums.Of(reports),
        };
    }

    private static BroadcastSums SummaryOf(SlashContext context)
    {
        var totals = context.Totals;
        return new BroadcastSums(
            totals.Broadcasts, totals.DeliveryRate, Math.Round(totals.CopiesPerPeer, 4), Math.Round(totals.DeliveriesPerSecond, 1));
    }
}

/// <param name="Peers">Live peers.</param>
/// <param name="Connections">Open links of a peer.</param>
/// <param name="Contacts">Contacts in a peer's table.</param>
/// <param name="Broadcasts">All reported broadcasts.</param>
/// <param name="Counters">The live peers' counters, summed.</param>
/// <param name="Links">What their links carry.</param>
/// <param name="FrameErrors">Frames that could not be understood.</param>
/// <param name="MemoryMiB">Working set of the process.</param>
/// <param name="GcPauseSeconds">Time the process stood still to collect garbage.</param>
internal sealed record StatsEvent(
    int Peers,
    MinAvgMax Connections,
    MinAvgMax Contacts,
    BroadcastSums Broadcasts,
    CounterSums Counters,
    LinkSums Links,
    long FrameErrors,
    long MemoryMiB,
    double GcPauseSeconds) : UpEvent("stats")
{
    /// <summary>The roles, where peers have roles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoleSums? Roles { get; init; }

    public override IEnumerable<string> ToLines() =>
    [
        $"stats: {Peers} peers, {Connections} connections, {Contacts} contacts (min/avg/max), {MemoryMiB} MiB, {GcPauseSeconds:0.0} s of garbage collection",
        $"  broadcasts: {Broadcasts.Broadcasts}, {Percent.Of(Broadcasts.DeliveryRate)} delivered, {Broadcasts.CopiesPerPeer:0.00} copies a peer, "
            + $"{Broadcasts.DeliveriesPerSecond:0} deliveries a second",
        $"  payload frames: {Counters.PayloadsSent} sent, {Counters.PayloadsReceived} received, {Counters.Duplicates} of them again, {Counters.PayloadsLost} lost",
        $"  frames: {Counters.FramesReceived} received, {Counters.Refused} refused, {FrameErrors} not understood; "
            + $"{Counters.Lookups} lookups, {Counters.RoutesRelayed} messages relayed",
        $"  repair: {Counters.Repaired} broadcasts repaired, {Counters.Served} sent again, {Counters.DigestsSent} digests, {Counters.FetchesSent} fetches, {Counters.Timeouts} delegates silent",
        .. Roles is null ? (string[])[] : [$"  roles: {Roles.ToLine()}"],
        $"  links: {Links.FramesOut} frames ({Links.BytesOut >> 10} KiB) sent, {Links.FramesIn} ({Links.BytesIn >> 10} KiB) received, "
            + $"{Links.Dropped} payloads dropped, {Links.Queued} frames queued, {Links.WaitingBroadcasts} broadcasts waiting",
    ];
}

/// <summary>The same figures as in the summary at the end.</summary>
internal sealed record BroadcastSums(int Broadcasts, double DeliveryRate, double CopiesPerPeer, double DeliveriesPerSecond);

/// <summary>The counters of <see cref="PeerCounters"/>, summed over peers.</summary>
internal sealed record CounterSums
{
    public long FramesReceived { get; init; }

    public long PayloadsSent { get; init; }

    public long PayloadsReceived { get; init; }

    public long Duplicates { get; init; }

    public long PayloadsLost { get; init; }

    public long Delivered { get; init; }

    public long Published { get; init; }

    public long Expired { get; init; }

    public long Refused { get; init; }

    public long UnknownPlan { get; init; }

    public long RoutesRelayed { get; init; }

    public long RoutesRefused { get; init; }

    public long UnmatchedReplies { get; init; }

    public long Lookups { get; init; }

    public long TooOld { get; init; }

    public long StreamsRefused { get; init; }

    public long GapsGivenUp { get; init; }

    public long ForgottenEarly { get; init; }

    public long Repaired { get; init; }

    public long DigestsSent { get; init; }

    public long DigestsReceived { get; init; }

    public long DigestsRefused { get; init; }

    public long DigestsDropped { get; init; }

    public long AnnouncementsDropped { get; init; }

    public long FetchesSent { get; init; }

    public long FetchesReceived { get; init; }

    public long FetchesRefused { get; init; }

    public long Served { get; init; }

    public long ServesRefused { get; init; }

    public long Timeouts { get; init; }

    public long OffersSent { get; init; }

    public long ServesSent { get; init; }

    public long RegionsSkipped { get; init; }

    public long RegionsGivenUp { get; init; }

    public long LateAnswers { get; init; }

    public long RecordsStored { get; init; }

    public long RecordsRefused { get; init; }

    public long RecordsExpired { get; init; }

    public long RecordsDisplaced { get; init; }

    public static CounterSums Of(IReadOnlyCollection<PeerCounters> counters) => new()
    {
        FramesReceived = counters.Sum(peer => peer.FramesReceived),
        PayloadsSent = counters.Sum(peer => peer.PayloadsSent),
        PayloadsReceived = counters.Sum(peer => peer.PayloadsReceived),
        Duplicates = counters.Sum(peer => peer.Duplicates),
        PayloadsLost = counters.Sum(peer => peer.PayloadsLost),
        Delivered = counters.Sum(peer => peer.Delivered),
        Published = counters.Sum(peer => peer.Published),
        Expired = counters.Sum(peer => peer.Expired),
        Refused = counters.Sum(peer => peer.Refused),
        UnknownPlan = counters.Sum(peer => peer.UnknownPlan),
        RoutesRelayed = counters.Sum(peer => peer.RoutesRelayed),
        RoutesRefused = counters.Sum(peer => peer.RoutesRefused),
        UnmatchedReplies = counters.Sum(peer => peer.UnmatchedReplies),
        Lookups = counters.Sum(peer => peer.Lookups),
        TooOld = counters.Sum(peer => peer.TooOld),
        StreamsRefused = counters.Sum(peer => peer.StreamsRefused),
        GapsGivenUp = counters.Sum(peer => peer.GapsGivenUp),
        ForgottenEarly = counters.Sum(peer => peer.ForgottenEarly),
        Repaired = counters.Sum(peer => peer.Repaired),
        DigestsSent = counters.Sum(peer => peer.DigestsSent),
        DigestsReceived = counters.Sum(peer => peer.DigestsReceived),
        DigestsRefused = counters.Sum(peer => peer.DigestsRefused),
        DigestsDropped = counters.Sum(peer => peer.DigestsDropped),
        AnnouncementsDropped = counters.Sum(peer => peer.AnnouncementsDropped),
        FetchesSent = counters.Sum(peer => peer.FetchesSent),
        FetchesReceived = counters.Sum(peer => peer.FetchesReceived),
        FetchesRefused = counters.Sum(peer => peer.FetchesRefused),
        Served = counters.Sum(peer => peer.Served),
        ServesRefused = counters.Sum(peer => peer.ServesRefused),
        Timeouts = counters.Sum(peer => peer.Timeouts),
        OffersSent = counters.Sum(peer => peer.OffersSent),
        ServesSent = counters.Sum(peer => peer.ServesSent),
        RegionsSkipped = counters.Sum(peer => peer.RegionsSkipped),
        RegionsGivenUp = counters.Sum(peer => peer.RegionsGivenUp),
        LateAnswers = counters.Sum(peer => peer.LateAnswers),
        RecordsStored = counters.Sum(peer => peer.RecordsStored),
        RecordsRefused = counters.Sum(peer => peer.RecordsRefused),
        RecordsExpired = counters.Sum(peer => peer.RecordsExpired),
        RecordsDisplaced = counters.Sum(peer => peer.RecordsDisplaced),
    };
}
