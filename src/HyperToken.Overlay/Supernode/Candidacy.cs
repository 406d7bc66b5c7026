using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Supernode;

/// <summary>A candidate waits for its supernodes: more of those that answer have to want it than not.</summary>
internal sealed class Candidacy
{
    private readonly HashSet<PeerId> _asked;
    private int _for;
    private int _against;

    public Candidacy(IEnumerable<Contact> asked, Instant until)
    {
        _asked = [.. asked.Select(contact => contact.Id)];
        Until = until;
    }

    /// <summary>When the answers are counted at the latest.</summary>
    public Instant Until { get; }

    /// <summary>Whether everybody has answered.</summary>
    public bool IsAnswered => _asked.Count == 0;

    /// <summary>Whether the candidate is confirmed by those that have answered.</summary>
    public bool IsConfirmed => _for > _against;

    /// <summary>Takes an answer; whoever was not asked, or has answered, is not counted.</summary>
    public void Answered(in PeerId from, bool isConfirmed)
    {
        if (!_asked.Remove(from))
            return;

        _for += isConfirmed ? 1 : 0;
        _against += isConfirmed ? 0 : 1;
    }
}
