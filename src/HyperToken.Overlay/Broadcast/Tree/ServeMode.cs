namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>How regions are begun with.</summary>
internal enum ServeMode
{
    /// <summary>Delegates are sent the payload.</summary>
    Send = 0,

    /// <summary>Delegates are offered it first: it is large, many are silent, or many have it.</summary>
    Offer,

    /// <summary>It is offered, and most likely known: see <see cref="Tree.Aftercare"/>.</summary>
    Aftercare,
}
