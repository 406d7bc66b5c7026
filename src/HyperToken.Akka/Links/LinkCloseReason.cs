namespace HyperToken.Links;

/// <summary>Why a side closed a link. The values are on the wire, in the last word of a stream.</summary>
internal enum LinkCloseReason : byte
{
    /// <summary>It was the least useful one of too many, or nothing had used it for long.</summary>
    Excess = 0,

    /// <summary>Both sides dialled at once; the other link stays.</summary>
    Surplus = 1,

    /// <summary>The other side sent a frame that cannot be understood.</summary>
    Faulty = 2,

    /// <summary>This side has gone, or started anew. A stream that ends without a last word has this reason.</summary>
    Gone = 3,

    /// <summary>It could not take a control frame: the other side reads too slowly, or not at all.</summary>
    Overflow = 4,

    /// <summary>This side leaves the network in order.</summary>
    Leaving = 5,
}
