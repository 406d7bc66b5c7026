using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// Lets a peer that was skipped, cut off or restarted get what it missed. Each peer tells others by digests what it has: for some
/// seconds after activity what came lately, now and then all it keeps, and all it keeps to a contact that was away. Whoever lacks
/// something fetches it, from one peer at a time, and tells others of it in turn. Whatever the broadcasts' plan.
/// </summary>
internal sealed partial class RepairExchange
{
    /// <summary>Digests of which something has not come yet, each from another contact.</summary>
    private const int MaxPages = 4;

    /// <summary>Neighbours that are being told of the whole window, or have been lately.</summary>
    private const int MaxReaders = 16;

    /// <summary>Contacts that came back and wait for their turn.</summary>
    private const int MaxReturned = 4;

    /// <summary>The window is told so much oftener while more comes than a digest of the latest can tell.</summary>
    private const int BurstShare = 8;

    private static readonly TimeSpan ReturnPace = TimeSpan.FromMilliseconds(500);

    private readonly RepairSettings _settings;
    private readonly bool _catchesUp;
    private readonly MessageMemory _memory;
    private readonly RandomSource _random;
    private readonly PeerCounters _counters;
    private readonly DigestBuilder _digests;
    private readonly SenderLack _lacks;
    private readonly TimeSpan _giveUpAfter;
    private ServeBudget? _budget;
    private List<OfferedPage>? _pages;
    private List<WindowReader>? _readers;
    private Queue<Contact>? _returned;
    private Instant _activeUntil;
    private Instant _nextActive = Instant.Never;
    private Instant _nextWindow = Instant.Never;
    private Instant _nextReturn = Instant.Never;
    private AnsweredLacks? _answered;
    private int _turn;
    private bool _isRestart;

    public RepairExchange(BroadcastSettings settings, MessageMemory memory, RandomSource random, PeerCounters counters, PeerScratch scratch)
    {
        _settings = settings.Repair;
        _catchesUp = settings.CatchUp;
        _memory = memory;
        _random = random;
        _counters = counters;
        _digests = scratch.Digests;
        _lacks = scratch.Lacks;
        _giveUpAfter = 3 * settings.Repair.FetchTimeout;
    }

    /// <summary>Messages that were asked for and have not come yet.</summary>
    public int Open => _memory.Asked.Count;

    /// <summary>Messages that are kept.</summary>
    public int Kept => _memory.Count;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline =>
        Instant.Min(Instant.Min(_nextActive, _nextWindow), Instant.Min(_nextReturn, _memory.Asked.NextDeadline));

    /// <summary>The peer enters a network, or enters it again after a restart that kept its memory.</summary>
    public void Started(Instant now)
    {
        _isRestart = _memory.StartedAt is not null;
        _memory.StartedAt ??= now;
    }

    /// <summary>The peer has contacts now. What it may have missed, it asks for: after a restart, or because it is to catch up.</summary>
    public void Joined(PeerNeighbours neighbours, Instant now)
    {
        if (!_isRestart && !_catchesUp)
            return;

        if (PartnerChoice.Near(neighbours, turn: 0, _random) is { } near)
            Returned(near, now);
        if (PartnerChoice.Any(neighbours, _random) is { } any)
            Returned(any, now);
    }

    /// <summary>A contact was away and is back: each side may have what the other lacks.</summary>
    public void Returned(Contact contact, Instant now)
    {
        _returned ??= [];
        if (_returned.Count == MaxReturned || _returned.Any(waiting => waiting.Id == contact.Id))
            return;

        _returned.Enqueue(contact);
        if (_nextReturn == Instant.Never)
            _nextReturn = now + Jittered(ReturnPace / 2);
    }

    /// <summary>A new message was received or published.</summary>
    public void Held(Instant now, IPeerOutput output)
    {
        _activeUntil = now + _settings.ActiveFor;
        if (_nextActive == Instant.Never)
        {
            _turn = 0;
            _nextActive = now + _settings.DigestAge + (_random.Next(256) * (_settings.DigestInterval / 256));
        }

        if (_nextWindow == Instant.Never)
            _nextWindow = now + Jittered(_settings.WindowInterval);

        // The next ones are asked for before the last have come, or each round would cost a round trip.
        if (_pages is not null && (_memory.Asked.Count == 0 || _memory.Asked.Count == _settings.MaxFetchMessages / 4))
            LookAtPages(now, output);
    }

    public void Receive(Contact from, DigestFrame digest, Instant now, IPeerOutput output)
    {
        _counters.DigestsReceived++;
        if (digest.Streams.Count > 0)
            Look(from, digest, now, output);
        if (!digest.WantsReply)
        {
            TellIfLacking(from, digest, now, output);
            return;
        }

        var reader = ReaderOf(from.Id);
        if (reader is { IsDone: false })
            Tell(reader, wantsReply: false, now, output);
        else if (reader is null || now - reader.BegunAt >= _settings.ReturnInterval)
            Tell(Begin(from, now), wantsReply: false, now, output);
        else
            _counters.DigestsRefused++;
    }

    /// <summary>Sends again what is asked for and still here, as far as the neighbour's budget goes.</summary>
    public void Receive(Contact from, FetchFrame fetch, Instant now, IPeerOutput output)
    {
        _counters.FetchesReceived++;
        _budget ??= new ServeBudget(_settings);
        if (!_budget.TryAsk(from.Id, now))
        {
            _counters.FetchesRefused++;
            return;
        }

        var wanted = WantedMessages.Of(fetch);
        _memory.Expire(now);
        for (var place = 0; place < _memory.Window.Count; place++)
        {
            var message = _memory.Window[place];
            if (!wanted.Contains(message.Stream, message.Sequence))
                continue;

            if (_budget.TrySend(from.Id, message.Envelope.Bytes.Length))
            {
                _counters.Served++;
                _counters.PayloadsSent++;
                output.Send(from, new BroadcastFrame(message.ForRepair(now), message.Envelope));
            }
            else
            {
                _counters.ServesRefused++;
            }
        }
    }

    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (now < NextDeadline)
            return;

        _memory.Expire(now);
        if (_memory.Asked.Expire(now))
            LookAtPages(now, output);
        if (_nextReturn <= now)
            TellReturned(now, output);
        if (_nextActive <= now)
            TellLatest(neighbours, now, output);
        if (_nextWindow <= now)
            TellAll(neighbours, now, output);
    }

    /// <summary>What came lately and is not on its way to others any more; null when there is nothing.</summary>
    private DigestFrame? Latest(Instant now)
    {
        var window = _memory.Window;
        var end = EndOfSettled(now);
        var first = Math.Max(window.FirstSince(now + -_settings.ActiveFor), end - _settings.MaxLatestMessages);
        var streams = first < end ? _digests.Build(window, first, end, _settings.Window, now) : [];
        return streams.Length > 0 ? new DigestFrame(streams, WantsReply: false) : null;
    }

    /// <summary>Anti-entropy: what came lately, to the near neighbours in turn, and every other time to anybody as well.</summary>
    private void TellLatest(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        _nextActive = now < _activeUntil ? now + Jittered(_settings.DigestInterval) : Instant.Never;
        var turn = _turn++;
        var near = PartnerChoice.Near(neighbours, turn, _random);
        var any = turn % 2 == 0 ? null : PartnerChoice.Any(neighbours, _random);
        if ((near is null && any is null) || Latest(now) is not { } digest)
            return;

        if (near is not null)
            Send(near, digest, output);
        if (any is not null && any.Id != near?.Id)
            Send(any, digest, output);

        // In a burst the latest hide what came just before: what slipped through there is not to wait for a quiet time.
        if (_memory.Window.FirstSince(now + -_settings.ActiveFor) < EndOfSettled(now) - _settings.MaxLatestMessages)
            _nextWindow = Instant.Min(_nextWindow, now + Jittered(WindowsFor(_settings.WindowInterval / BurstShare)));
    }

    /// <summary>The longer the window, the seldomer: a full one takes ten digests.</summary>
    private TimeSpan WindowsFor(TimeSpan interval) => (1 + (_memory.Window.Count / (2 * _settings.MaxDigestMessages))) * interval;

    private void TellAll(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        LookAtPages(now, output);
        var isEmpty = _memory.Window.Count == 0;
        _nextWindow = isEmpty ? Instant.Never : now + Jittered(WindowsFor(_settings.WindowInterval));
        if (!isEmpty && PartnerChoice.Any(neighbours, _random) is { } partner && ReaderOf(partner.Id) is null or { IsDone: true })
            Tell(Begin(partner, now), wantsReply: false, now, output);
    }

    private void TellReturned(Instant now, IPeerOutput output)
    {
        var contact = _returned!.Dequeue();
        _nextReturn = _returned.Count > 0 ? now + Jittered(ReturnPace) : Instant.Never;
        if (ReaderOf(contact.Id) is not { } reader || now - reader.BegunAt >= _settings.ReturnInterval)
            Tell(Begin(contact, now), wantsReply: true, now, output);
    }

    /// <summary>Tells the next part of the window.</summary>
    private void Tell(WindowReader reader, bool wantsReply, Instant now, IPeerOutput output)
    {
        var window = _memory.Window;
        var first = (int)Math.Max(0, reader.Told - window.Gone);
        var settled = EndOfSettled(now);
        var end = Math.Min(settled, first + _settings.MaxDigestMessages);
        reader.Told = window.Gone + Math.Max(first, end);
        reader.IsDone = end >= settled;
        var streams = _digests.Build(window, first, end, _settings.Window, now);
        if (streams.Length > 0 || wantsReply || !reader.IsDone)
            Send(reader.Contact, new DigestFrame(streams, wantsReply, !reader.IsDone), output);
    }

    /// <summary>Fetches what is missing; keeps the digest while something of it is.</summary>
    private void Look(Contact from, DigestFrame digest, Instant now, IPeerOutput output)
    {
        var missing = Ask(from, digest, now, now, output);
        if (missing == 0)
        {
            AskForMore(from, digest, output);
            return;
        }

        _pages ??= [];
        var known = _pages.FindIndex(page => page.From.Id == from.Id);
        if (known >= 0)
        {
            // A part of a longer digest leads to the next one: it is not given up for a newer digest.
            if (digest.HasMore || !_pages[known].Digest.HasMore)
                _pages[known] = new OfferedPage(from, digest, missing, now);
        }
        else if (_pages.Count < MaxPages)
        {
            _pages.Add(new OfferedPage(from, digest, missing, now));
        }
        else
        {
            _counters.DigestsDropped++;
        }
    }

    private void LookAtPages(Instant now, IPeerOutput output)
    {
        for (var i = (_pages?.Count ?? 0) - 1; i >= 0; i--)
        {
            var page = _pages![i];
            page.Looked(Ask(page.From, page.Digest, page.ReceivedAt, now, output), now);
            if (page.Missing == 0)
            {
                _pages.RemoveAt(i);
                AskForMore(page.From, page.Digest, output);
            }
            else if (now - page.ProgressAt >= _giveUpAfter)
            {
                _pages.RemoveAt(i);
                _counters.DigestsDropped++;
            }
        }

        if (_pages?.Count == 0)
            _pages = null;
    }

    private void AskForMore(Contact from, DigestFrame digest, IPeerOutput output)
    {
        if (digest.HasMore)
            Send(from, new DigestFrame([], WantsReply: true), output);
    }

    /// <summary>Asks for what a digest offers, is missing, and was not asked for, as far as there is room.</summary>
    /// <returns>How many of its messages are missing.</returns>
    private ulong Ask(Contact from, DigestFrame digest, Instant receivedAt, Instant now, IPeerOutput output)
    {
        var fetch = new FetchBuilder(Math.Min(_settings.MaxFetchMessages, (2 * _settings.MaxFetchMessages) - _memory.Asked.Count));
        var streams = digest.Streams;
        for (var i = 0; i < streams.Count; i++)
        {
            var stream = streams[i];
            var bornAt = receivedAt + -TimeSpan.FromMilliseconds(stream.AgeMillis);
            var onlyLater = !_catchesUp && _memory.StartedAt is { } startedAt && bornAt < startedAt;
            for (var j = 0; j < stream.Ranges.Count; j++)
            {
                var range = stream.Ranges[j];
                var next = range.First;
                while (_memory.TryNextMissing(stream.Stream, next, range.Last, onlyLater, out var missing))
                {
                    fetch.Want(stream.Stream, missing, bornAt, _memory.Asked, now);
                    next = missing.Last + 1;
                }
            }
        }

        if (fetch.Take() is { } frame)
        {
            _counters.FetchesSent++;
            output.Send(from, frame);
        }

        return fetch.Missing;
    }

    private void Send(Contact to, DigestFrame digest, IPeerOutput output)
    {
        _counters.DigestsSent++;
        output.Send(to, digest);
    }

    private WindowReader? ReaderOf(in PeerId id)
    {
        foreach (var reader in _readers ?? [])
        {
            if (reader.Contact.Id == id)
                return reader;
        }

        return null;
    }

    /// <summary>Begins to tell a contact of the whole window; whoever was begun with longest ago is forgotten for it.</summary>
    private WindowReader Begin(Contact contact, Instant now)
    {
        var reader = new WindowReader(contact, now);
        _readers ??= [];
        _readers.RemoveAll(known => known.Contact.Id == contact.Id);
        if (_readers.Count == MaxReaders)
            _readers.RemoveAt(0);

        _readers.Add(reader);
        return reader;
    }

    private int EndOfSettled(Instant now) => _memory.Window.FirstSince(now + -_settings.DigestAge + TimeSpan.FromMicroseconds(1));

    /// <summary>An eighth less to an eighth more, so that peers that heard of the same message do not keep in step.</summary>
    private TimeSpan Jittered(TimeSpan interval) => (interval * 7 / 8) + (_random.Next(256) * (interval / 1024));
}
