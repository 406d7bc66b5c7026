using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>
/// Contacts that left the table after failing, oldest first. One is tried now and then: this is how two halves of a network
/// that were cut apart for long find each other again.
/// </summary>
public sealed class DormantList
{
    // Most peers of a large, calm network never need it.
    private List<Contact>? _contacts;
    private readonly int _capacity;
    private int _next;

    /// <summary>Makes an empty list.</summary>
    /// <param name="capacity">Contacts kept at most, 0 or more; the oldest make room.</param>
    public DormantList(int capacity) => _capacity = capacity;

    /// <summary>How many contacts are kept.</summary>
    public int Count => _contacts?.Count ?? 0;

    /// <summary>Keeps a contact; one already kept moves to the young end.</summary>
    public void Add(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        Remove(contact.Id);
        if (_capacity == 0)
            return;

        _contacts ??= [];
        if (_contacts.Count == _capacity)
            RemoveAt(0);

        _contacts.Add(contact);
    }

    /// <summary>Whether a contact with this id is kept.</summary>
    public bool Contains(in PeerId id) => IndexOf(id) >= 0;

    /// <summary>Forgets a contact, because it was seen again.</summary>
    public void Remove(in PeerId id)
    {
        if (IndexOf(id) is >= 0 and var index)
            RemoveAt(index);
    }

    /// <summary>The next contact to try, each in turn, or null when there is none.</summary>
    public Contact? Next()
    {
        if (_contacts is not { Count: > 0 })
            return null;

        _next = _next < _contacts.Count ? _next : 0;
        return _contacts[_next++];
    }

    private int IndexOf(in PeerId id)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_contacts![i].Id == id)
                return i;
        }

        return -1;
    }

    /// <summary>Whoever is next stays next.</summary>
    private void RemoveAt(int index)
    {
        _contacts!.RemoveAt(index);
        if (index < _next)
            _next--;
    }
}
