using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Leaves;

/// <summary>
/// Messages whose ids a leaf's standby supernodes have told it, and that have not come yet. The primary is given some time; then each
/// that has told is asked in turn.
/// </summary>
internal sealed class Announcements
{
    /// <summary>Messages waited for at most; further ones are left to repair.</summary>
    private const int MaxWaiting = 4096;

    /// <summary>How often somebody is asked for one message.</summary>
    private const int MaxAsked = 6;

    /// <summary>Who has not sent it by then is asked no longer, but the other.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(400);

    private readonly MessageMemory _memory;
    private readonly TimeSpan _wait;
    private readonly PeerCounters _counters;
    private readonly Dictionary<MessageId, Announced> _waiting = [];
    private readonly PriorityQueue<MessageId, long> _due = new();

    public Announcements(MessageMemory memory, TimeSpan wait, PeerCounters counters)
    {
        _memory = memory;
        _wait = wait;
        _counters = counters;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => _due.TryPeek(out _, out var micros) ? new Instant(micros) : Instant.Never;

    /// <summary>Messages waited for.</summary>
    public int Count => _waiting.Count;

    /// <summary>A supernode has a message that is not here.</summary>
    public void Heard(Contact from, MessageId id, Instant now)
    {
        if (_waiting.TryGetValue(id, out var known))
        {
            known.Add(from);
            return;
        }

        if (_waiting.Count == MaxWaiting)
        {
            _counters.AnnouncementsDropped++;
            return;
        }

        _waiting.Add(id, new Announced(from));
        _due.Enqueue(id, (now + _wait).Micros);
    }

    /// <summary>Asks for what has not come.</summary>
    public void Advance(Instant now, IPeerOutput output)
    {
        while (_due.TryPeek(out var id, out var micros) && micros <= now.Micros)
        {
            _due.Dequeue();
            var announced = _waiting[id];
            if (_memory.Find(id) is not null || announced.Asked == MaxAsked)
            {
                _waiting.Remove(id);
                continue;
            }

            output.Send(announced.Next(), new WantFrame(id));
            _due.Enqueue(id, (now + AnswerTime).Micros);
        }
    }

    private sealed class Announced(Contact first)
    {
        private const int MaxContacts = 4;
        private readonly List<Contact> _contacts = [first];

        public int Asked { get; private set; }

        public void Add(Contact contact)
        {
            if (_contacts.Count < MaxContacts && !_contacts.Exists(known => known.Id == contact.Id))
                _contacts.Add(contact);
        }

        public Contact Next() => _contacts[Asked++ % _contacts.Count];
    }
}
