namespace HyperToken.Overlay.Wire;

/// <summary>Why bytes were refused. Each is counted by kind, and costs the sender its link.</summary>
public enum FrameError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The frame ends before its layout does.</summary>
    Truncated,

    /// <summary>The frame is longer than its layout or than the configured limit.</summary>
    Oversized,

    /// <summary>The first byte is no version this peer speaks.</summary>
    UnknownVersion,

    /// <summary>The second byte is no kind this version has.</summary>
    UnknownKind,

    /// <summary>A field has a value outside its range, a protobuf message cannot be read, or an envelope is not what its header says.</summary>
    Malformed,
}
