using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Runs one <see cref="NodeLookup"/>: turns its queries into frames, matches answers to it, tells the table what it learns
/// about contacts, and reports the result once.
/// </summary>
public sealed class LookupComponent
{
    private readonly LookupRequested _request;
    private readonly NodeLookup _lookup;
    private readonly List<Contact> _givenUp = [];

    /// <summary>Prepares a lookup; <see cref="Start"/> sends its first queries.</summary>
    public LookupComponent(PeerId self, LookupRequested request, KademliaSettings settings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        _request = request;
        _lookup = new NodeLookup(self, request.Target, request.Width, request.Alpha, settings, request.Seeds);
    }

    /// <summary>Names the lookup among its peer's.</summary>
    public uint Number => _request.Number;

    /// <summary>Whether the result was reported.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => IsCompleted ? Instant.Never : _lookup.NextDeadline;

    /// <summary>The lookup a request number belongs to: every query carries its lookup's number.</summary>
    public static uint NumberOf(ulong request) => (uint)request;

    /// <summary>Sends the first queries; a lookup without seeds ends at once.</summary>
    public void Start(Instant now, IPeerOutput output) => Continue(now, output);

    /// <summary>Takes a signal that <see cref="PeerWiring"/> addresses to the lookups; those about other lookups change nothing.</summary>
    public void Handle(PeerSignal signal, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        switch (signal)
        {
            case QueryAnswered answer when NumberOf(answer.Request) == Number:
                if (_lookup.Answered(answer.From.Id, answer.Contacts, now) is { } roundTrip)
                    output.Signal(new RoundTripMeasured(answer.From.Id, roundTrip));
                break;
            case SendFailed failed when _lookup.Failed(failed.Contact.Id):
            case LinkClosed closed when _lookup.Failed(closed.Contact.Id):
                break;
            default:
                return;
        }

        Continue(now, output);
    }

    /// <summary>Applies the time-outs due by now.</summary>
    public void Advance(Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _lookup.Advance(now, _givenUp);
        foreach (var contact in _givenUp)
            output.Signal(new ContactFailed(contact, Refused: false));

        _givenUp.Clear();
        Continue(now, output);
    }

    private void Continue(Instant now, IPeerOutput output)
    {
        if (IsCompleted)
            return;

        while (_lookup.TryNext(now, out var contact))
            output.Send(contact, new FindNodeFrame(Number, _request.Target, _request.Wanted));

        if (!_lookup.IsComplete)
            return;

        IsCompleted = true;
        output.Signal(new LookupCompleted(Number, _request.Purpose, _lookup.Result()));
    }
}
