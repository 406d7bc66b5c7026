using HyperToken.Overlay.Identity;

namespace HyperToken.Simulation.Peers;

/// <summary>From an id to the peer's index: what stands for addresses and routers. Only the network asks it, never a peer.</summary>
internal sealed class PeerDirectory
{
    private const int Empty = -1;
    private readonly (ulong Prefix, int Index)[] _slots;
    private readonly int _mask;

    /// <summary>Enters all peers of a run.</summary>
    /// <exception cref="InvalidOperationException">Two ids begin with the same 64 bits, which no network of this size meets by chance.</exception>
    public PeerDirectory(Contact[] contacts)
    {
        var size = 1 << (33 - int.LeadingZeroCount(contacts.Length));
        _mask = size - 1;
        _slots = new (ulong, int)[size];
        Array.Fill(_slots, (0UL, Empty));
        for (var index = 0; index < contacts.Length; index++)
        {
            var prefix = contacts[index].Id.Prefix;
            var slot = (int)prefix & _mask;
            for (; _slots[slot].Index != Empty; slot = (slot + 1) & _mask)
            {
                if (_slots[slot].Prefix == prefix)
                    throw new InvalidOperationException($"Peers {_slots[slot].Index} and {index} have ids with the same first 64 bits.");
            }

            _slots[slot] = (prefix, index);
        }
    }

    /// <summary>The index of a peer.</summary>
    public int IndexOf(in PeerId id)
    {
        var prefix = id.Prefix;
        var slot = (int)prefix & _mask;
        while (_slots[slot].Prefix != prefix || _slots[slot].Index == Empty)
            slot = (slot + 1) & _mask;

        return _slots[slot].Index;
    }
}
