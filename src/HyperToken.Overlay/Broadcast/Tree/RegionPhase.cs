namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>How far a region is.</summary>
internal enum RegionPhase : byte
{
    /// <summary>The delegate was sent the payload and has not acknowledged it.</summary>
    Sent = 0,

    /// <summary>Several contacts were offered the message, and who takes it is open.</summary>
    Offered,

    /// <summary>Somebody who has the message was asked to serve the region and has not acknowledged that.</summary>
    AskedToServe,

    /// <summary>Acknowledged broadcast: the delegate has acknowledged, and not yet said that its part is served.</summary>
    Awaited,

    /// <summary>There is nothing more to be done.</summary>
    Served,
}
