using System.Diagnostics.CodeAnalysis;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Peer;

/// <summary>The pings a table has in flight: at most one a contact and a fixed number in all, each with its time-out.</summary>
internal sealed class ProbeSet
{
    /// <summary>The request number of a ping whose answer nobody waits for: that it comes is enough.</summary>
    public const ulong Unasked = 0;

    private readonly KademliaSettings _settings;
    private Dictionary<PeerId, Probe>? _byContact;
    private Queue<(Instant Deadline, PeerId Contact, ulong Request)>? _byDeadline;
    private ulong _lastRequest;

    public ProbeSet(KademliaSettings settings) => _settings = settings;

    public bool HasRoom => (_byContact?.Count ?? 0) < _settings.MaxPings;

    /// <summary>The time-out of the oldest ping; one that was answered meanwhile makes the host come back once for nothing.</summary>
    public Instant NextDeadline => _byDeadline?.TryPeek(out var oldest) == true ? oldest.Deadline : Instant.Never;

    public bool Contains(in PeerId contact) => _byContact?.ContainsKey(contact) == true;

    /// <summary>The number of a new ping, or null if one is in flight already or there is no room.</summary>
    public ulong? TryStart(Contact contact, Instant now)
    {
        _byContact ??= [];
        _byDeadline ??= [];
        if (!HasRoom || !_byContact.TryAdd(contact.Id, new Probe(contact, ++_lastRequest, now)))
            return null;

        _byDeadline.Enqueue((now + _settings.PingTimeout, contact.Id, _lastRequest));
        return _lastRequest;
    }

    /// <summary>The round trip, if this is the answer to a ping in flight.</summary>
    public TimeSpan? TryAnswer(in PeerId contact, ulong request, Instant now)
    {
        if (_byContact is null || !_byContact.TryGetValue(contact, out var probe) || probe.Request != request)
            return null;

        _byContact.Remove(contact);
        DropSettled();
        return now - probe.SentAt;
    }

    public void Forget(in PeerId contact)
    {
        if (_byContact?.Remove(contact) == true)
            DropSettled();
    }

    /// <summary>The next contact whose ping has timed out by now.</summary>
    public bool TryTimeOut(Instant now, [NotNullWhen(true)] out Contact? silent)
    {
        DropSettled();
        silent = null;
        if (_byDeadline is null || !_byDeadline.TryPeek(out var oldest) || oldest.Deadline > now)
            return false;

        _byDeadline.Dequeue();
        _byContact!.Remove(oldest.Contact, out var probe);
        silent = probe.Contact;
        return true;
    }

    private void DropSettled()
    {
        while (_byDeadline is not null
               && _byDeadline.TryPeek(out var oldest)
               && (!_byContact!.TryGetValue(oldest.Contact, out var probe) || probe.Request != oldest.Request))
            _byDeadline.Dequeue();
    }

    private readonly record struct Probe(Contact Contact, ulong Request, Instant SentAt);
}
