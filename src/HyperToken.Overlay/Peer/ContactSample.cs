using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// A few contacts, each once, in the order they came. Told apart by reference: a link always gives the same object, and a
/// contact noted twice does no harm. A mutable structure: it lives in a field and is never copied.
/// </summary>
internal struct ContactSample
{
    private const int FirstSize = 8;
    private readonly int _capacity;
    private Contact[]? _contacts;

    /// <summary>Makes an empty sample that takes so many contacts, 1 or more, and no more.</summary>
    public ContactSample(int capacity) => _capacity = capacity;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether this very object is among them.</summary>
    public readonly bool Contains(Contact contact)
    {
        foreach (var noted in _contacts.AsSpan(0, Count))
        {
            if (ReferenceEquals(noted, contact))
                return true;
        }

        return false;
    }

    /// <summary>Adds one that is not among them; false when there is no room.</summary>
    public bool TryAdd(Contact contact)
    {
        if (Count == _capacity)
            return false;

        _contacts ??= new Contact[Math.Min(_capacity, FirstSize)];
        if (Count == _contacts.Length)
            Array.Resize(ref _contacts, Math.Min(_capacity, 2 * Count));

        _contacts[Count++] = contact;
        return true;
    }

    /// <summary>Gives them away in a new array, and is empty.</summary>
    public Contact[] Take()
    {
        var taken = _contacts.AsSpan(0, Count).ToArray();
        Clear();
        return taken;
    }

    /// <summary>Is empty, and keeps no contact alive.</summary>
    public void Clear()
    {
        _contacts?.AsSpan(0, Count).Clear();
        Count = 0;
    }
}
