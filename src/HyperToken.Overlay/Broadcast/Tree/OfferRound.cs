using System.Runtime.InteropServices;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>Who of a region was offered a message, how often, and what they answered.</summary>
internal sealed class OfferRound
{
    private readonly List<Asked> _asked = [];

    /// <summary>When the round in progress began.</summary>
    public Instant Since { get; set; }

    /// <summary>Whether a child was asked to serve the region, since nobody in it answers.</summary>
    public bool HasWidened { get; set; }

    /// <summary>Those asked in the round in progress that have not answered.</summary>
    public int Silent
    {
        get
        {
            var silent = 0;
            foreach (ref readonly var asked in CollectionsMarshal.AsSpan(_asked))
                silent += asked is { IsInRound: true, Answer: Answer.None } ? 1 : 0;

            return silent;
        }
    }

    public ReadOnlySpan<Asked> All => CollectionsMarshal.AsSpan(_asked);

    /// <summary>How often a contact was asked.</summary>
    public int TriesOf(Contact contact) => IndexOf(contact.Id) is >= 0 and var index ? _asked[index].Tries : 0;

    /// <summary>Whether a contact was asked in the round in progress.</summary>
    public bool IsInRound(Contact contact) => IndexOf(contact.Id) is >= 0 and var index && _asked[index].IsInRound;

    /// <summary>Begins a round: answers to earlier ones count no longer.</summary>
    public void Begin(Instant now)
    {
        Since = now;
        foreach (ref var asked in CollectionsMarshal.AsSpan(_asked))
            asked = asked with { IsInRound = false, Answer = Answer.None };
    }

    /// <summary>A contact is asked in this round.</summary>
    public void Ask(Contact contact)
    {
        var index = IndexOf(contact.Id);
        if (index < 0)
            _asked.Add(new Asked(contact, 1, true, Answer.None));
        else
            _asked[index] = _asked[index] with { Tries = _asked[index].Tries + 1, IsInRound = true };
    }

    /// <summary>A contact has answered.</summary>
    /// <returns>How often it was asked; 0 when it was not asked in this round, or has answered before.</returns>
    public int Answered(Contact contact, Answer answer)
    {
        if (IndexOf(contact.Id) is not (>= 0 and var index) || _asked[index] is not { IsInRound: true, Answer: Answer.None } asked)
            return 0;

        _asked[index] = asked with { Answer = answer };
        return asked.Tries;
    }

    /// <summary>A contact cannot be reached: it is not asked again.</summary>
    public void Unreachable(Contact contact)
    {
        if (IndexOf(contact.Id) is >= 0 and var index)
            _asked[index] = _asked[index] with { Tries = byte.MaxValue, Answer = Answer.Unreachable };
    }

    /// <summary>How many others than the delegate have given an answer.</summary>
    public int Count(Answer answer, Contact? but)
    {
        var count = 0;
        foreach (ref readonly var asked in CollectionsMarshal.AsSpan(_asked))
            count += asked.Answer == answer && asked.Contact.Id != but?.Id ? 1 : 0;

        return count;
    }

    /// <summary>The first who has given an answer, or null.</summary>
    public Contact? First(Answer answer)
    {
        foreach (ref readonly var asked in CollectionsMarshal.AsSpan(_asked))
        {
            if (asked.Answer == answer)
                return asked.Contact;
        }

        return null;
    }

    private int IndexOf(in PeerId id)
    {
        for (var i = 0; i < _asked.Count; i++)
        {
            if (_asked[i].Contact.Id == id)
                return i;
        }

        return -1;
    }

    /// <summary>What a contact answered to an offer.</summary>
    internal enum Answer : byte
    {
        /// <summary>Nothing yet.</summary>
        None = 0,

        /// <summary>It lacks the message.</summary>
        Want,

        /// <summary>It has the message, and serves less than the region.</summary>
        HaveLess,

        /// <summary>It is certainly not there.</summary>
        Unreachable,
    }

    internal readonly record struct Asked(Contact Contact, int Tries, bool IsInRound, Answer Answer);
}
