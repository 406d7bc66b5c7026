namespace HyperToken.Overlay.Peer;

/// <summary>What a peer made of a frame.</summary>
public enum FrameVerdict
{
    /// <summary>A valid frame without a broadcast in it.</summary>
    Accepted = 0,

    /// <summary>A broadcast received for the first time.</summary>
    NewPayload,

    /// <summary>A broadcast received before.</summary>
    DuplicatePayload,

    /// <summary>The content is wrong: the link it came on is to be closed.</summary>
    Malformed,
}
