using HyperToken.Overlay;
using HyperToken.Overlay.Handshake;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links.Sockets;

/// <summary>The connections a peer is opening: for whom, which frames wait for each, and which wait for their turn. All bounded.</summary>
internal sealed class Dials
{
    /// <summary>Frames that wait for one connection; one more fails as if nobody were there.</summary>
    private const int MaxFrames = 256;

    private const int MaxAddresses = 4096;
    private readonly Dictionary<PeerId, List<Frame?>> _dials = [];
    private readonly Queue<Contact> _waiting = new();
    private readonly DialBackoff _backoff;
    private readonly int _maxDialling;
    private readonly int _maxWaiting;
    private int _dialling;

    public Dials(int maxDialling, int maxWaiting, RandomSource random)
    {
        _maxDialling = maxDialling;
        _maxWaiting = maxWaiting;
        _backoff = new DialBackoff(MaxAddresses, random);
    }

    /// <summary>What is to be done for a frame.</summary>
    public enum Verdict
    {
        /// <summary>Dial now.</summary>
        Begin,

        /// <summary>Nothing: it waits.</summary>
        Wait,

        /// <summary>It cannot be sent.</summary>
        Refuse,
    }

    /// <summary>A frame, or none, is to be sent to a contact to which there is no link.</summary>
    public Verdict Add(Contact contact, Frame? frame, Instant now)
    {
        if (_dials.TryGetValue(contact.Id, out var frames))
        {
            if (frames.Count >= MaxFrames)
                return Verdict.Refuse;

            frames.Add(frame);
            return Verdict.Wait;
        }

        if (!_backoff.MayDial(contact.Address, now) || (_dialling >= _maxDialling && _waiting.Count >= _maxWaiting))
            return Verdict.Refuse;

        _dials.Add(contact.Id, [frame]);
        if (_dialling >= _maxDialling)
        {
            _waiting.Enqueue(contact);
            return Verdict.Wait;
        }

        _dialling++;
        return Verdict.Begin;
    }

    /// <summary>A dial has ended.</summary>
    /// <returns>The frames that waited for it; null for a dial that was begun before a restart: nobody waits for that.</returns>
    public IReadOnlyList<Frame?>? End(Contact contact, bool isReached, Instant now)
    {
        if (isReached)
            _backoff.Succeeded(contact.Address);
        else
            _backoff.Failed(contact.Address, now);

        if (!_dials.Remove(contact.Id, out var frames))
            return null;

        _dialling--;
        return frames;
    }

    /// <summary>The next contact to dial, if one waits and there is room.</summary>
    public Contact? Next()
    {
        if (_dialling >= _maxDialling || !_waiting.TryDequeue(out var contact))
            return null;

        _dialling++;
        return contact;
    }
}
