namespace HyperToken.Overlay.Records;

/// <summary>What a look at a record by itself says of it.</summary>
public enum RecordVerdict
{
    /// <summary>The owner of its key has signed it, and it keeps the limits.</summary>
    Valid = 0,

    /// <summary>It keeps the limits and carries neither public key nor signature: peers without keys make such, inside one process.</summary>
    Unsigned,

    /// <summary>The signature is not that of the public key over this record.</summary>
    BadSignature,

    /// <summary>The public key is not the one its key is the hash of.</summary>
    KeyMismatch,

    /// <summary>It is longer than <see cref="SignedRecord.MaxLength"/>.</summary>
    TooLarge,

    /// <summary>It is meant to live longer than <see cref="SignedRecord.MaxTimeToLive"/>.</summary>
    TooLongLived,
}
