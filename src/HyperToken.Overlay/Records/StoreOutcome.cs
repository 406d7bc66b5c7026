namespace HyperToken.Overlay.Records;

/// <summary>What became of a record that a peer was asked to keep. The values are on the wire and never reused.</summary>
public enum StoreOutcome : byte
{
    /// <summary>It is kept, in place of an older one if there was one.</summary>
    Stored = 1,

    /// <summary>It was kept already, and its time to live begins anew.</summary>
    Renewed = 2,

    /// <summary>Not kept: one with a higher sequence is.</summary>
    Older = 3,

    /// <summary>Not kept: one with the same sequence is, and says something else.</summary>
    Conflict = 4,

    /// <summary>Not kept: there is no room, and too little of what is kept is farther from this peer.</summary>
    Full = 5,

    /// <summary>Not kept: longer than this peer accepts.</summary>
    TooLarge = 6,

    /// <summary>Not kept: meant to live longer than this peer accepts.</summary>
    TooLongLived = 7,

    /// <summary>Not kept: it is not signed, and this peer accepts only signed ones, or keeps a signed one.</summary>
    Unsigned = 8,

    /// <summary>Not kept: the signature is not that of the public key over this record.</summary>
    BadSignature = 9,

    /// <summary>Not kept: the public key is not the one its key is the hash of.</summary>
    KeyMismatch = 10,

    /// <summary>Not kept: a kind that this version does not know.</summary>
    UnknownKind = 11,
}
