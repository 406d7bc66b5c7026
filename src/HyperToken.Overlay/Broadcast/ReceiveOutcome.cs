namespace HyperToken.Overlay.Broadcast;

/// <summary>What became of a received broadcast frame.</summary>
public enum ReceiveOutcome
{
    /// <summary>New: it was delivered and forwarded.</summary>
    Delivered = 0,

    /// <summary>A copy of one received before, or published by this peer.</summary>
    Duplicate,

    /// <summary>The envelope cannot be read, or does not belong to the header's id: the sender is at fault.</summary>
    Malformed,

    /// <summary>New, and sent again on request: it was delivered, and is not forwarded.</summary>
    Repaired,

    /// <summary>Not delivered, for it cannot be told any more whether it was delivered before; nobody is at fault.</summary>
    Refused,
}
