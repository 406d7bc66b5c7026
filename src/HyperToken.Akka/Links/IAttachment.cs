namespace HyperToken.Links;

/// <summary>Something open between two peers, which must not outlive either.</summary>
internal interface IAttachment
{
    /// <summary>Closes it for both sides; the other side finds out. A second call does nothing.</summary>
    void Close(LinkCloseReason reason);

    /// <summary>The peer on this side is to be known otherwise from now on: the other side is told where it cannot see for itself.</summary>
    void SelfChanged()
    {
    }
}
