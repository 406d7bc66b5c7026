using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;

namespace HyperToken.Overlay.Wire;

/// <summary>Asks the receiver to keep a record.</summary>
/// <param name="Request">Comes back in the answer.</param>
/// <param name="Record">The record, as its owner made it.</param>
public sealed record StoreFrame(ulong Request, SignedRecord Record) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Store;
}

/// <summary>Answers a <see cref="StoreFrame"/>.</summary>
/// <param name="Request">The question's.</param>
/// <param name="Outcome">What became of the record.</param>
public sealed record StoreReplyFrame(ulong Request, StoreOutcome Outcome) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.StoreReply;
}

/// <summary>Asks for the record of a key, and for who else may have it.</summary>
/// <param name="Request">Comes back in the answer.</param>
/// <param name="RecordKind">What the record says; not 0.</param>
/// <param name="Key">Whose record.</param>
public sealed record FindRecordFrame(ulong Request, RecordKind RecordKind, PeerId Key) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.FindRecord;
}

/// <summary>Answers a <see cref="FindRecordFrame"/>.</summary>
/// <param name="Request">The question's.</param>
/// <param name="Record">The record, if the sender keeps it; not checked yet, neither that it is the one asked for.</param>
/// <param name="Closest">The contacts closest to the key that the sender holds, closest first; at most 255.</param>
public sealed record FindRecordReplyFrame(ulong Request, SignedRecord? Record, IReadOnlyList<Contact> Closest) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.FindRecordReply;
}
