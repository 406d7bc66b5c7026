namespace HyperToken.Overlay.Wire;

/// <summary>The second byte of a frame. Values are never reused.</summary>
public enum FrameKind : byte
{
    /// <summary>Who the sender is; protobuf.</summary>
    Hello = 1,

    /// <summary>Are you there; fixed layout.</summary>
    Ping = 2,

    /// <summary>Answer to a ping; fixed layout.</summary>
    Pong = 3,

    /// <summary>Which contacts do you know closest to an id; protobuf.</summary>
    FindNode = 4,

    /// <summary>Answer to a FindNode; protobuf.</summary>
    FindNodeReply = 5,

    /// <summary>Fixed hop header, then an envelope.</summary>
    Broadcast = 6,

    /// <summary>A message for one peer: fixed header, then an envelope.</summary>
    Route = 7,

    /// <summary>What became of a routed message; fixed layout.</summary>
    RouteResult = 8,

    /// <summary>The sender leaves; fixed layout.</summary>
    Goodbye = 9,

    /// <summary>Tree plan: a payload frame has arrived; fixed layout.</summary>
    Ack = 10,

    /// <summary>Tree plan: do you have this message; fixed layout.</summary>
    Offer = 11,

    /// <summary>Tree plan: it is here; fixed layout.</summary>
    Have = 12,

    /// <summary>Tree plan: it is not here yet; fixed layout.</summary>
    Want = 13,

    /// <summary>Tree plan: serve a region; fixed layout.</summary>
    Serve = 14,

    /// <summary>Acknowledged broadcast: a part has been served; fixed layout.</summary>
    Done = 15,

    /// <summary>Repair: which messages the sender has; protobuf.</summary>
    Digest = 16,

    /// <summary>Repair: which messages the sender wants; protobuf.</summary>
    Fetch = 17,

    /// <summary>A leaf attaches, or says that it still is; fixed layout.</summary>
    Register = 18,

    /// <summary>Answer to a Register; protobuf.</summary>
    Registered = 19,

    /// <summary>A leaf is attached no longer; fixed layout.</summary>
    Detach = 20,

    /// <summary>A peer's role and load; protobuf.</summary>
    Announce = 21,

    /// <summary>A leaf is asked to become a supernode; fixed layout.</summary>
    Invite = 22,

    /// <summary>A candidate asks to be confirmed; fixed layout.</summary>
    Candidate = 23,

    /// <summary>Answer to a Candidate; fixed layout.</summary>
    Confirm = 24,

    /// <summary>Please keep a record; protobuf.</summary>
    Store = 26,

    /// <summary>Answer to a Store; fixed layout.</summary>
    StoreReply = 27,

    /// <summary>Do you keep the record of an id; fixed layout.</summary>
    FindRecord = 28,

    /// <summary>Answer to a FindRecord; protobuf.</summary>
    FindRecordReply = 29,
}
