namespace HyperToken.Overlay.Clients;

/// <summary>What has to be written where a message takes its sender's id.</summary>
internal enum SenderSlotKind
{
    /// <summary>The client sent the key: the id alone.</summary>
    Value = 0,

    /// <summary>Key and id, after other keys.</summary>
    NextKey = 1,

    /// <summary>Key and id of a message without any.</summary>
    FirstKey = 2,
}
