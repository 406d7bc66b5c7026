using System.Collections;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Contacts by id, such as those with an open link: an open-addressed table of references, a sixth of a dictionary's size, since
/// a million simulated peers have one each.
/// </summary>
internal sealed class ContactSet : IReadOnlyCollection<Contact>
{
    private const int FirstSize = 4;

    // Peers with few links are many; those that get some soon have a hundred.
    private const int GrowsFastBelow = 256;
    private Contact?[] _slots = new Contact?[FirstSize];

    public int Count { get; private set; }

    public Contact? Find(in PeerId id)
    {
        for (var slot = SlotOf(id); _slots[slot] is { } contact; slot = Next(slot))
        {
            if (contact.Id == id)
                return contact;
        }

        return null;
    }

    /// <summary>Keeps a contact, in place of an older record of the same peer.</summary>
    public void Set(Contact contact)
    {
        // A third stays free, so that searches are short.
        if (3 * (Count + 1) > 2 * _slots.Length)
            Grow();

        var slot = SlotOf(contact.Id);
        for (; _slots[slot] is { } taken; slot = Next(slot))
        {
            if (taken.Id == contact.Id)
            {
                _slots[slot] = contact;
                return;
            }
        }

        _slots[slot] = contact;
        Count++;
    }

    public void Remove(in PeerId id)
    {
        var hole = SlotOf(id);
        while (_slots[hole] is { } contact && contact.Id != id)
            hole = Next(hole);

        if (_slots[hole] is null)
            return;

        // Whoever would not be found across the hole moves into it.
        for (var slot = Next(hole); _slots[slot] is { } contact; slot = Next(slot))
        {
            if (Distance(SlotOf(contact.Id), slot) < Distance(hole, slot))
                continue;

            _slots[hole] = contact;
            hole = slot;
        }

        _slots[hole] = null;
        Count--;
    }

    public IEnumerator<Contact> GetEnumerator() => _slots.OfType<Contact>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Grow()
    {
        var old = _slots;
        _slots = new Contact?[(old.Length < GrowsFastBelow ? 4 : 2) * old.Length];
        foreach (var contact in old)
        {
            if (contact is null)
                continue;

            var slot = SlotOf(contact.Id);
            while (_slots[slot] is not null)
                slot = Next(slot);

            _slots[slot] = contact;
        }
    }

    private int SlotOf(in PeerId id) => id.GetHashCode() & (_slots.Length - 1);

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_slots.Length - 1);
}
