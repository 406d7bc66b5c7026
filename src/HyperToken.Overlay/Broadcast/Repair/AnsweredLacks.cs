using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// Who was told lately of what its digest lacks. Servers have many others that tell them, so they are answered one at a time. A leaf has
/// its supernodes only, and after a crash all leaves of one lack something at once: each is answered, once within the interval.
/// </summary>
internal sealed class AnsweredLacks(TimeSpan interval)
{
    /// <summary>Leaves answered within one interval at most; more than a supernode has.</summary>
    private const int MaxLeaves = 1024;

    private readonly HashSet<PeerId> _leaves = [];
    private Instant _nextServer;
    private Instant _nextLeaves;

    /// <summary>Whether it is this contact's turn.</summary>
    public bool MayAnswer(Contact contact, Instant now)
    {
        if (contact.Mode != ContactMode.Leaf)
            return now >= _nextServer;

        return now >= _nextLeaves || (_leaves.Count < MaxLeaves && !_leaves.Contains(contact.Id));
    }

    /// <summary>The contact is answered.</summary>
    public void Answer(Contact contact, Instant now)
    {
        if (contact.Mode != ContactMode.Leaf)
        {
            _nextServer = now + interval;
            return;
        }

        if (now >= _nextLeaves)
        {
            _leaves.Clear();
            _nextLeaves = now + interval;
        }

        _leaves.Add(contact.Id);
    }
}
