namespace HyperToken.Links;

/// <summary>Why a side closed a link.</summary>
internal enum LinkCloseReason
{
    /// <summary>It was the least useful one of too many.</summary>
    Excess = 0,

    /// <summary>Both sides dialled at once; the other link stays.</summary>
    Surplus,

    /// <summary>The other side sent a frame that cannot be understood.</summary>
    Faulty,

    /// <summary>This side has gone, or started anew.</summary>
    Gone,
}
