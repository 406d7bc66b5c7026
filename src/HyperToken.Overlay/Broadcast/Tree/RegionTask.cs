using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>One region of one message, from its first frame until it is known to be served, or given up.</summary>
internal sealed class RegionTask
{
    private readonly Contact _anchor;
    private readonly ushort _length;

    /// <param name="message">The message.</param>
    /// <param name="anchor">Any contact of the region.</param>
    /// <param name="length">How many leading bits all its ids share.</param>
    /// <param name="isComplete">Whether the table most likely holds all its peers.</param>
    public RegionTask(TreeMessage message, Contact anchor, int length, bool isComplete)
    {
        Message = message;
        _anchor = anchor;
        _length = (ushort)length;
        IsComplete = isComplete;
    }

    public TreeMessage Message { get; }

    public Region Region => new(_anchor.Id, _length);

    public ushort Height => (ushort)(PeerId.Bits - _length);

    public bool IsComplete { get; }

    /// <summary>Whether it is enough that anybody of the region has the message, however much it serves.</summary>
    public bool IsAftercare { get; init; }

    public RegionPhase Phase { get; set; }

    /// <summary>Who was given the region; null while nobody was.</summary>
    public Contact? Delegate { get; set; }

    /// <summary>Whether the delegate was sent one payload only.</summary>
    public bool IsFirstTry { get; set; } = true;

    /// <summary>Whether the time until the acknowledgement is a round trip: not after a second payload (Karn's rule), nor with a link to be opened.</summary>
    public bool IsTimed { get; set; }

    public Instant SentAt { get; set; }

    public Instant Deadline { get; set; }

    /// <summary>Who was asked, once the delegate was silent.</summary>
    public OfferRound? Offers { get; set; }

    /// <summary>Acknowledged broadcast: peers known to be reached in the region.</summary>
    public uint Reached { get; set; }

    public bool IsOpen => Phase != RegionPhase.Served;

    public bool Contains(in PeerId id) => Region.Contains(id);
}
