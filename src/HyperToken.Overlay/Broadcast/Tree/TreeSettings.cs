namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>The numbers the tree plan runs on.</summary>
public sealed record TreeSettings
{
    /// <summary>Regions a peer divides its part of the id space into, each with one delegate: 1 to 255.</summary>
    public int FanOut { get; init; } = 24;

    /// <summary>Random contacts of a region of which the nearest and least loaded becomes its delegate: 1 to 255.</summary>
    public int DelegateSample { get; init; } = 20;

    /// <summary>Contacts that are asked at once when a delegate is silent, the delegate left out: 1 to 255.</summary>
    public int Offers { get; init; } = 3;

    /// <summary>Contacts that both halves of a full bucket's region must have, or it is not halved: 1 to 255.</summary>
    public int MinPerHalf { get; init; } = 4;

    /// <summary>No acknowledgement is waited for shorter than this.</summary>
    public TimeSpan MinTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>No acknowledgement is waited for longer than this.</summary>
    public TimeSpan MaxTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one is waited for while nothing is known of the contact's round trip.</summary>
    public TimeSpan UnknownTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Round trips that opening a link takes, 0 to 10: a contact without one is answered for later, and chosen less.</summary>
    public double DialRoundTrips { get; init; } = 1.5;

    /// <summary>From this many bytes of an envelope on, it is offered before it is sent: a payload to the dead is wasted.</summary>
    public int OfferFirstBytes { get; init; } = 64 << 10;

    /// <summary>From this share of silent delegates on, 0 to 1, every envelope of 1 KiB or more is offered before it is sent.</summary>
    public double OfferFirstSilence { get; init; } = 0.3;
}
