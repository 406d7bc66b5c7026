using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// The tree plan at one peer (docs/broadcast.md): whoever receives a payload with height h serves its own buckets below h, divided
/// into regions with one delegate each. Every payload is acknowledged; a silent delegate is replaced.
/// </summary>
internal sealed class TreeBroadcasts
{
    private const byte MaxHops = 64;

    private readonly TreeSettings _settings;
    private readonly int _meshFanOut;
    private readonly MessageMemory _memory;
    private readonly RandomSource _random;
    private readonly PeerCounters _counters;
    private readonly RegionSplit _split;
    private readonly LinkTimeouts _timeouts;
    private readonly OfferFirst _offerFirst;
    private readonly RegionTimers _timers = new();
    private readonly RegionFailover _failover;
    private readonly ReachReports _reach = new();
    private readonly Aftercare _aftercare;

    public TreeBroadcasts(TreeSettings settings, int meshFanOut, MessageMemory memory, RandomSource random, PeerCounters counters, RegionSplit split)
    {
        _settings = settings;
        _aftercare = new Aftercare(memory.Keeps);
        _meshFanOut = meshFanOut;
        _memory = memory;
        _random = random;
        _counters = counters;
        _split = split;
        _timeouts = new LinkTimeouts(settings);
        _offerFirst = new OfferFirst(settings);
        _failover = new RegionFailover(settings, _timeouts, _timers, random, counters);
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => Instant.Min(_timers.NextDeadline, _reach.NextDeadline);

    /// <summary>What is known of the links.</summary>
    public LinkTimeouts Timeouts => _timeouts;

    /// <summary>Regions of all messages that are not served yet.</summary>
    public int OpenRegions => _failover.Open;

    /// <summary>Messages of this peer that were not acknowledged in all regions yet.</summary>
    public int OwnUnacknowledged { get; private set; }

    /// <summary>Sends a message of this peer on its way.</summary>
    /// <param name="held">The message.</param>
    /// <param name="plan">The tree plan, or that of supernodes.</param>
    /// <param name="reachLimit">When <see cref="ReachKnown"/> is to tell how many peers were reached at the latest; null: not at all.</param>
    /// <param name="turn">Table, time, output.</param>
    /// <returns>To how many contacts it was sent.</returns>
    public int Publish(HeldMessage held, BroadcastPlan plan, TimeSpan? reachLimit, in TreeTurn turn)
    {
        var header = new HopHeader(held.Id, plan, MaxHops - 1, 1, WantsReach: reachLimit is not null);
        var regions = Serve(held, header, 0, PeerId.Bits, ModeFor(held), turn);
        if (held.Work is TreeMessage { Open: > 0 } message)
        {
            message.IsOwnUnacknowledged = true;
            OwnUnacknowledged++;
        }

        if (reachLimit is { } limit)
            _reach.Begin(MessageFor(held, header), turn.Now + limit, turn.Output);

        return regions;
    }

    /// <summary>Goes on with a message that has just been received for the first time.</summary>
    public void Received(HeldMessage held, Contact from, in HopHeader header, in TreeTurn turn)
    {
        // The sender measures how long its acknowledgement takes: it goes first where it can.
        if (!header.WantsReach)
            Acknowledge(from, header.Id, header.Height, reached: 1, turn);

        if (header.TimeToLive == 0)
            _counters.Expired++;
        else
            Serve(held, header.Next(), 0, header.Height, ModeFor(held), turn);

        if (!header.WantsReach)
            return;

        // Kept where nothing is left to be done too: the acknowledgement may get lost.
        var message = MessageFor(held, header.Next());
        message.Reach = new ReachTally(from, header.Height) { IsTold = message.Open == 0 };
        Acknowledge(from, header.Id, header.Height, message.Open == 0 ? 1u + held.Leaves : null, turn);
    }

    /// <summary>A payload has come again. Whoever asks for more than was served gets the difference, by offers only.</summary>
    public void ReceivedAgain(HeldMessage held, Contact from, in HopHeader header, in TreeTurn turn)
    {
        Acknowledge(from, header.Id, header.Height, ReachTally.Find(held, from, header.Height) is { } message ? ReachTally.ToldOf(message) : 0, turn);
        if (header.TimeToLive > 0)
            ServeDifference(held, header.Next(), header.Height, turn);
    }

    /// <summary>A payload has come again that is kept no longer: it was served when it was here.</summary>
    public void ReceivedAgain(Contact from, in HopHeader header, in TreeTurn turn) =>
        Acknowledge(from, header.Id, header.Height, reached: 0, turn);

    /// <summary>A message has come by repair: this peer was skipped.</summary>
    public void Repaired(HeldMessage held, in TreeTurn turn)
    {
        if (!_aftercare.TryBegin(held.AgeAt(turn.Now), turn.Now))
            return;

        var header = new HopHeader(held.Id, BroadcastPlan.Tree, MaxHops / 2, 1);
        Serve(held, header, 0, Aftercare.HeightIn(turn.Neighbours.Table), ServeMode.Aftercare, turn);
    }

    /// <summary>Answers an offer.</summary>
    public void Receive(Contact from, OfferFrame offer, in TreeTurn turn)
    {
        if (_memory.Find(offer.Id) is not { } held)
        {
            Reply(from, new WantFrame(offer.Id), turn);
            return;
        }

        // Who waits for the sum and offers once more has not heard it, or not that it has to wait.
        if (ReachTally.Find(held, from, offer.Height) is not { } message)
            Reply(from, new HaveFrame(offer.Id, held.Served), turn);
        else if (ReachTally.ToldOf(message) is { } sum)
            Reply(from, new DoneFrame(offer.Id, offer.Height, sum), turn);
        else
            Acknowledge(from, offer.Id, offer.Height, reached: null, turn);
    }

    /// <summary>Takes the acknowledgement of a payload, or of a request to serve.</summary>
    public void Receive(Contact from, AckFrame ack, in TreeTurn turn)
    {
        _timeouts.Loaded(from, ack.Load);
        if (MessageOf(ack.Id)?.OpenRegionOf(from.Id, ack.Height, isServe: ack.Reached == 0) is not { } task)
        {
            _counters.LateAnswers++;
            return;
        }

        if (task is { Phase: RegionPhase.Sent, IsFirstTry: true } && task.Delegate?.Id == from.Id)
        {
            _offerFirst.Note(hasAnswered: true);
            if (task.IsTimed)
                _failover.Measured(from, turn.Now - task.SentAt, turn);
        }

        if (task.Message.Header.WantsReach && ack.Reached is null)
        {
            task.Delegate = from;
            _failover.Await(task, turn);
        }
        else
        {
            task.Reached = ack.Reached ?? 0;
            Settle(task, turn);
        }
    }

    /// <summary>Takes the answer to an offer: the message is there.</summary>
    public void Receive(Contact from, HaveFrame have, in TreeTurn turn)
    {
        if (MessageOf(have.Id)?.OfferedRegionOf(from) is not { } task)
        {
            _counters.LateAnswers++;
        }
        else if (have.Served < task.Height && !task.IsAftercare)
        {
            _failover.HasLess(task, from, turn);
            SettleIfServed(task, turn);
        }
        else
        {
            Settle(task, turn);
        }
    }

    /// <summary>Takes the answer to an offer: the message is wanted.</summary>
    public void Receive(Contact from, WantFrame want, in TreeTurn turn)
    {
        if (MessageOf(want.Id)?.OfferedRegionOf(from) is not { } task)
        {
            _counters.LateAnswers++;
            return;
        }

        _failover.Wants(task, from, turn);
        SettleIfServed(task, turn);
    }

    /// <summary>Serves a region for somebody who cannot: by offers only, since most of it may have been served.</summary>
    public void Receive(Contact from, ServeFrame serve, in TreeTurn turn)
    {
        if (_memory.Find(serve.Id) is not { } held)
        {
            _counters.LateAnswers++;
            return;
        }

        var region = new Region(serve.Point, serve.Length);
        var header = (held.Work as TreeMessage)?.Header ?? new HopHeader(serve.Id, BroadcastPlan.Tree, MaxHops / 2, held.Hops).Next();
        Acknowledge(from, serve.Id, region.Height, reached: 0, turn);
        if (region.Contains(turn.Neighbours.Table.Self))
            ServeDifference(held, header, region.Height, turn);
        else
            ServeElsewhere(held, header, region, turn);
    }

    /// <summary>Acknowledged broadcast: a part was served.</summary>
    public void Receive(Contact from, DoneFrame done, in TreeTurn turn)
    {
        if (MessageOf(done.Id)?.OpenRegionOf(from.Id, done.Height, isServe: false) is not { } task)
        {
            _counters.LateAnswers++;
            return;
        }

        task.Reached = done.Reached;
        Settle(task, turn);
    }

    /// <summary>A frame could not be sent: nobody is there.</summary>
    public void Failed(Contact contact, Frame frame, in TreeTurn turn)
    {
        var task = frame switch
        {
            BroadcastFrame payload => MessageOf(payload.Header.Id)?.OpenRegionOf(contact.Id, payload.Header.Height, isServe: false),
            OfferFrame offer => MessageOf(offer.Id)?.OpenRegionOf(contact.Id, offer.Height, isServe: false),
            ServeFrame serve => MessageOf(serve.Id)?.OpenRegionOf(contact.Id, PeerId.Bits - serve.Length, isServe: true),
            _ => null,
        };
        if (task is null)
            return;

        _failover.Unreachable(task, contact, turn);
        SettleIfServed(task, turn);
    }

    /// <summary>A contact has sent something: it is there.</summary>
    public void Heard(Contact contact) => _timeouts.Heard(contact);

    /// <summary>Everybody in the table was pinged: who is silent is known.</summary>
    public void Probed() => _offerFirst.Reset();

    /// <summary>Does what is due by now.</summary>
    public void Advance(in TreeTurn turn)
    {
        while (_timers.TryTake(turn.Now, out var task))
        {
            if (task is { Phase: RegionPhase.Sent, IsFirstTry: true })
                _offerFirst.Note(hasAnswered: false);

            _failover.TimedOut(task, turn);
            SettleIfServed(task, turn);
        }

        _reach.Advance(turn.Now, turn.Output);
    }

    /// <summary>Bounded duplicates: never a second payload for what may have been served.</summary>
    private void ServeDifference(HeldMessage held, in HopHeader header, int height, in TreeTurn turn)
    {
        if (height > held.Served)
            Serve(held, header, held.Served, height, ServeMode.Offer, turn);
    }

    /// <summary>A region this peer is not in: whom it knows there is asked.</summary>
    private void ServeElsewhere(HeldMessage held, in HopHeader header, in Region region, in TreeTurn turn)
    {
        var entries = turn.Neighbours.Table.BucketOf(region.Point);
        foreach (ref readonly var entry in entries)
        {
            if (!region.Contains(entry.Contact.Id))
                continue;

            var task = new RegionTask(MessageFor(held, header), entry.Contact, region.Length, isComplete: false);
            _failover.Begin(task, turn);
            SettleIfServed(task, turn);
            return;
        }
    }

    /// <summary>Divides the buckets between two heights into regions and begins with each.</summary>
    /// <returns>How many regions there are.</returns>
    private int Serve(HeldMessage held, in HopHeader header, int from, int below, ServeMode mode, in TreeTurn turn)
    {
        held.Served = (ushort)Math.Max(held.Served, below);
        var table = turn.Neighbours.Table;
        var fanOut = FanOutBudget.Of(header.Plan == BroadcastPlan.Supernode ? _meshFanOut : _settings.FanOut, _failover.Load.Read(turn.Now), _timeouts.MeanLoad, header.Hops, below);
        _split.Divide(table, _timeouts, from, below, _settings, fanOut);
        var regions = 0;
        foreach (ref readonly var part in _split.Parts)
        {
            var candidates = _split.CandidatesOf(part);
            var chosen = DelegateChoice.Of(candidates, _settings, turn.Neighbours, _random);
            if (chosen is null && RegionSplit.IsDead(candidates))
            {
                _counters.RegionsSkipped++;
                continue;
            }

            regions++;
            var message = MessageFor(held, header);
            var task = new RegionTask(message, candidates[0].Contact, part.Length, part.IsComplete) { IsAftercare = mode == ServeMode.Aftercare };
            if (chosen is null)
                _failover.Begin(task, turn);
            else if (mode != ServeMode.Send)
                _failover.BeginWithOffer(task, chosen, turn);
            else
                _failover.Begin(task, chosen, turn);
        }

        _split.Clear();
        return regions;
    }

    private ServeMode ModeFor(HeldMessage held) =>
        _offerFirst.AppliesTo(held.Envelope.Bytes.Length) ? ServeMode.Offer : ServeMode.Send;

    private static TreeMessage MessageFor(HeldMessage held, in HopHeader header)
    {
        if (held.Work is TreeMessage known)
            return known;

        var message = new TreeMessage(held, header);
        held.Work = message;
        return message;
    }

    private TreeMessage? MessageOf(MessageId id) => _memory.Find(id)?.Work as TreeMessage;

    private void SettleIfServed(RegionTask task, in TreeTurn turn)
    {
        if (!task.IsOpen)
            Settled(task.Message, turn);
    }

    private void Settle(RegionTask task, in TreeTurn turn)
    {
        _failover.Close(task);
        Settled(task.Message, turn);
    }

    /// <summary>When all regions are served, whoever waits for the sum is told, and the message needs no more work.</summary>
    private void Settled(TreeMessage message, in TreeTurn turn)
    {
        if (message.Open > 0)
            return;

        OwnUnacknowledged -= message.IsOwnUnacknowledged ? 1 : 0;
        message.IsOwnUnacknowledged = false;
        if (message.Reach is null)
            message.Held.Work = null;
        else
            _reach.Settled(message, turn.Output);
    }

    private void Acknowledge(Contact to, MessageId id, ushort height, uint? reached, in TreeTurn turn) =>
        turn.Output.Send(to, new AckFrame(id, height, _failover.Load.Read(turn.Now), reached));

    private static void Reply(Contact to, Frame frame, in TreeTurn turn) => turn.Output.Send(to, frame);
}
