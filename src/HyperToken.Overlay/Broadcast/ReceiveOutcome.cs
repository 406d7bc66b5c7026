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
}
