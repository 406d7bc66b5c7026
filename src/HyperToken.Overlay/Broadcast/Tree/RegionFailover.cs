using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Brings one region to somebody. When the delegate is silent, several contacts are offered the message, which costs no
/// payload: one who has served the region ends the matter, one who lacks the message takes the silent one's place.
/// </summary>
internal sealed class RegionFailover
{
    /// <summary>A complete region of up to so many peers has nobody else to turn to: they are tried more often.</summary>
    private const int FewPeers = 4;
    private const int TriesOfFew = 7;
    private const int TriesOfMany = 3;

    /// <summary>Acknowledged broadcast: how often a delegate is asked whether it is still there.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly TreeSettings _settings;
    private readonly LinkTimeouts _timeouts;
    private readonly RegionTimers _timers;
    private readonly RandomSource _random;
    private readonly PeerCounters _counters;

    public RegionFailover(TreeSettings settings, LinkTimeouts timeouts, RegionTimers timers, RandomSource random, PeerCounters counters)
    {
        _settings = settings;
        _timeouts = timeouts;
        _timers = timers;
        _random = random;
        _counters = counters;
    }

    /// <summary>What this peer has forwarded.</summary>
    public ForwardLoad Load { get; } = new();

    /// <summary>Regions of all messages that are not served.</summary>
    public int Open { get; private set; }

    /// <summary>A new region is given to its delegate.</summary>
    public void Begin(RegionTask task, Contact chosen, in TreeTurn turn)
    {
        Add(task);
        Send(task, chosen, turn);
    }

    /// <summary>A new region is offered to its delegate before anything large is sent.</summary>
    public void BeginWithOffer(RegionTask task, Contact chosen, in TreeTurn turn)
    {
        Add(task);
        task.Delegate = chosen;
        BeginRound(task, turn);
        Ask(task, chosen, turn);
        WaitForRound(task, turn);
    }

    /// <summary>A new region in which nobody can be trusted: several are asked.</summary>
    public void Begin(RegionTask task, in TreeTurn turn)
    {
        Add(task);
        NextRound(task, turn);
    }

    /// <summary>The delegate has acknowledged, and its part is not served yet.</summary>
    public void Await(RegionTask task, in TreeTurn turn)
    {
        task.Phase = RegionPhase.Awaited;
        task.Offers = null;
        _timers.Set(task, turn.Now + ProbeInterval);
    }

    /// <summary>A region is served.</summary>
    public void Close(RegionTask task)
    {
        if (!task.IsOpen)
            return;

        task.Phase = RegionPhase.Served;
        task.Offers = null;
        task.Message.Open--;
        Open--;
    }

    /// <summary>A contact was offered the message and wants it.</summary>
    public void Wants(RegionTask task, Contact from, in TreeTurn turn)
    {
        if (!Answered(task, from, OfferRound.Answer.Want, turn))
            return;

        var offers = task.Offers!;
        if (offers.TriesOf(from) > TriesOfFew)
            PassOver(task, from, turn);
        else if (task.Delegate is null || task.Delegate.Id == from.Id)
            Send(task, from, turn);
        else if (offers.Count(OfferRound.Answer.Want, task.Delegate) >= 2 && offers.First(OfferRound.Answer.HaveLess) is null)
            Send(task, offers.First(OfferRound.Answer.Want)!, turn);
        else if (offers.Silent == 0)
            EndRound(task, turn);
        else
            WaitForDelegate(task, turn);
    }

    /// <summary>Somebody wants the message again and again: it is refused there, or never arrives.</summary>
    private void PassOver(RegionTask task, Contact contact, in TreeTurn turn)
    {
        task.Offers!.Unreachable(contact);
        if (task.Offers.Silent == 0)
            EndRound(task, turn);
    }

    /// <summary>A contact was offered the message, has it, and serves less than the region.</summary>
    public void HasLess(RegionTask task, Contact from, in TreeTurn turn)
    {
        if (Answered(task, from, OfferRound.Answer.HaveLess, turn) && task.Offers!.Silent == 0)
            EndRound(task, turn);
    }

    /// <summary>Nobody is there under a contact's address.</summary>
    public void Unreachable(RegionTask task, Contact contact, in TreeTurn turn)
    {
        if (task.Offers is { } offers && task.Phase == RegionPhase.Offered)
        {
            offers.Unreachable(contact);
            if (offers.Silent == 0)
                EndRound(task, turn);
        }
        else if (task.Delegate?.Id == contact.Id)
        {
            (task.Offers ??= new OfferRound()).Ask(contact);
            task.Offers.Unreachable(contact);
            task.Delegate = null;
            NextRound(task, turn);
        }
    }

    /// <summary>A region has waited long enough for an answer.</summary>
    public void TimedOut(RegionTask task, in TreeTurn turn)
    {
        switch (task.Phase)
        {
            case RegionPhase.Sent:
                _counters.Timeouts++;
                _timeouts.TimedOut(task.Delegate!);
                BeginRound(task, turn);
                Ask(task, task.Delegate!, turn);
                AskOthers(task, _settings.Offers, maxTries: 1, turn);
                WaitForRound(task, turn);
                break;
            case RegionPhase.Awaited:
                BeginRound(task, turn);
                Ask(task, task.Delegate!, turn);
                WaitForRound(task, turn);
                break;
            case RegionPhase.Offered:
                EndRound(task, turn);
                break;
            case RegionPhase.AskedToServe:
                _counters.Timeouts++;
                _timeouts.TimedOut(task.Delegate!);
                NextRound(task, turn);
                break;
        }
    }

    /// <summary>A contact has answered a frame that was sent once.</summary>
    public void Measured(Contact contact, TimeSpan roundTrip, in TreeTurn turn)
    {
        if (_timeouts.Measured(contact, roundTrip, turn.Neighbours.Table))
            turn.Output.Signal(new RoundTripMeasured(contact.Id, roundTrip));
    }

    private void Add(RegionTask task)
    {
        task.Message.Regions.Add(task);
        task.Message.Open++;
        Open++;
    }

    private void Send(RegionTask task, Contact to, in TreeTurn turn)
    {
        // A second payload could be acknowledged by an answer to the first, and one over a new link waits for that.
        task.IsFirstTry = task.Delegate?.Id != to.Id || task.SentAt == default;
        task.IsTimed = task.IsFirstTry && (_settings.DialRoundTrips == 0 || turn.Neighbours.HasLink(to.Id));
        task.Delegate = to;
        task.Phase = RegionPhase.Sent;
        task.SentAt = turn.Now;
        _timers.Set(task, turn.Now + _timeouts.Of(to, turn.Neighbours));
        _counters.PayloadsSent++;
        Load.Add(turn.Now);
        var held = task.Message.Held;
        turn.Output.Send(to, new BroadcastFrame(task.Message.Header with { Height = task.Height, Age = held.AgeToTell(turn.Now) }, held.Envelope));
    }

    private void BeginRound(RegionTask task, in TreeTurn turn)
    {
        task.Phase = RegionPhase.Offered;
        (task.Offers ??= new OfferRound()).Begin(turn.Now);
    }

    private void Ask(RegionTask task, Contact contact, in TreeTurn turn)
    {
        task.Offers!.Ask(contact);
        _counters.OffersSent++;
        turn.Output.Send(contact, new OfferFrame(task.Message.Held.Id, task.Height));
    }

    /// <summary>Offers to contacts of the region, those asked the least first and among them those in no doubt.</summary>
    /// <returns>Whether anybody was left to ask.</returns>
    private bool AskOthers(RegionTask task, int count, int maxTries, in TreeTurn turn)
    {
        var entries = turn.Neighbours.Table.BucketOf(task.Region.Point);
        var asked = 0;
        while (asked < count && LeastAsked(task, entries, maxTries) is { } contact)
        {
            Ask(task, contact, turn);
            asked++;
        }

        return asked > 0;
    }

    private int MaxTriesIn(RegionTask task, in TreeTurn turn) =>
        task.IsComplete && CountEligible(task, turn.Neighbours.Table.BucketOf(task.Region.Point)) <= FewPeers ? TriesOfFew : TriesOfMany;

    private int CountEligible(RegionTask task, ReadOnlySpan<TableEntry> entries)
    {
        var count = 0;
        foreach (ref readonly var entry in entries)
            count += IsEligible(task, entry) ? 1 : 0;

        return count;
    }

    private Contact? LeastAsked(RegionTask task, ReadOnlySpan<TableEntry> entries, int maxTries)
    {
        Contact? least = null;
        var leastRank = int.MaxValue;
        var start = entries.IsEmpty ? 0 : _random.Next(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[(start + i) % entries.Length];
            if (!IsEligible(task, entry) || task.Offers!.IsInRound(entry.Contact))
                continue;

            var tries = task.Offers.TriesOf(entry.Contact);
            var rank = (2 * tries) + (_timeouts.TrustIn(entry) == Trust.Doubtful ? 1 : 0);
            if (tries >= maxTries || rank >= leastRank)
                continue;

            least = entry.Contact;
            leastRank = rank;
        }

        return least;
    }

    private bool IsEligible(RegionTask task, in TableEntry entry) =>
        (entry.Contact.Plans & PlanSet.Tree) != 0 && _timeouts.TrustIn(entry) != Trust.Dead && task.Contains(entry.Contact.Id);

    /// <summary>An offer is answered, if it was made in this round.</summary>
    private bool Answered(RegionTask task, Contact from, OfferRound.Answer answer, in TreeTurn turn)
    {
        if (task is not { Phase: RegionPhase.Offered, Offers: { } offers })
            return false;

        var tries = offers.Answered(from, answer);
        if (tries == 1 && task.Delegate?.Id != from.Id && _settings.DialRoundTrips == 0)
            Measured(from, turn.Now - offers.Since, turn);

        return tries > 0;
    }

    private void WaitForRound(RegionTask task, in TreeTurn turn)
    {
        // The delegate has had its time once: the others are not to wait for it again.
        var longest = TimeSpan.Zero;
        foreach (ref readonly var asked in task.Offers!.All)
        {
            if (!asked.IsInRound || (asked.Contact.Id == task.Delegate?.Id && task.Offers.Silent > 1))
                continue;

            var timeout = _timeouts.Of(asked.Contact, turn.Neighbours);
            longest = timeout > longest ? timeout : longest;
        }

        _timers.Set(task, turn.Now + longest);
    }

    /// <summary>Somebody could take over: only the delegate, which may have the message, is still waited for.</summary>
    private void WaitForDelegate(RegionTask task, in TreeTurn turn)
    {
        var latest = task.Offers!.Since + _timeouts.OnceOf(task.Delegate!, turn.Neighbours);
        if (latest <= turn.Now)
            EndRound(task, turn);
        else if (latest < task.Deadline)
            _timers.Set(task, latest);
    }

    /// <summary>The answers are in, or have had their time.</summary>
    private void EndRound(RegionTask task, in TreeTurn turn)
    {
        var offers = task.Offers!;
        foreach (ref readonly var asked in offers.All)
        {
            if (asked is not { IsInRound: true, Answer: OfferRound.Answer.None })
                continue;

            _timeouts.TimedOut(asked.Contact);
            turn.Output.Signal(new ContactSuspected(asked.Contact));
        }

        if (offers.First(OfferRound.Answer.Want) is { } wants)
            Send(task, wants, turn);
        else if (offers.First(OfferRound.Answer.HaveLess) is { } has)
            AskToServe(task, has, turn);
        else
            NextRound(task, turn);
    }

    private void NextRound(RegionTask task, in TreeTurn turn)
    {
        BeginRound(task, turn);
        if (AskOthers(task, _settings.Offers + 1, maxTries: 1, turn))
            WaitForRound(task, turn);
        else if (task.Offers!.All.Length > _settings.Offers && WhoCouldServe(task) is { } child)
            Widen(task, child, turn);
        else if (AskOthers(task, _settings.Offers + 1, MaxTriesIn(task, turn), turn))
            WaitForRound(task, turn);
        else if (WhoCouldServe(task) is { } anyChild)
            Widen(task, anyChild, turn);
        else
            GiveUp(task);
    }

    private void GiveUp(RegionTask task)
    {
        _counters.RegionsGivenUp++;
        Close(task);
    }

    /// <summary>
    /// Several contacts of the region were silent, or all: the nearest child that has acknowledged knows others there. Asking the same
    /// ones again and again would keep all that lies behind them waiting.
    /// </summary>
    private void Widen(RegionTask task, Contact child, in TreeTurn turn)
    {
        task.Offers!.HasWidened = true;
        AskToServe(task, child, turn);
    }

    private static Contact? WhoCouldServe(RegionTask task)
    {
        if (task.IsComplete || task.Offers!.HasWidened)
            return null;

        Contact? nearest = null;
        var point = task.Region.Point;
        foreach (var other in task.Message.Regions)
        {
            if (other is { Phase: RegionPhase.Served or RegionPhase.Awaited, Delegate: { } child }
                && (nearest is null || point.CompareDistance(child.Id, nearest.Id) < 0))
                nearest = child;
        }

        return nearest;
    }

    private void AskToServe(RegionTask task, Contact contact, in TreeTurn turn)
    {
        task.Delegate = contact;
        task.Phase = RegionPhase.AskedToServe;
        _timers.Set(task, turn.Now + _timeouts.Of(contact, turn.Neighbours));
        _counters.ServesSent++;
        var region = task.Region;
        turn.Output.Send(contact, new ServeFrame(task.Message.Held.Id, region.Point, (ushort)region.Length));
    }
}
