using System.Buffers.Binary;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Wire;

/// <summary>
/// The frames of supernodes and leaves to bytes and back.
/// <list type="table">
/// <item><term>Register</term><description>flags 1 (1: primary, 2: eligible), zero 1, score 4 (IEEE 754): 8 bytes</description></item>
/// <item><term>Candidate</term><description>score 4, zero 2: 8 bytes</description></item>
/// <item><term>Invite</term><description>urgent 1, zero 1: 4 bytes</description></item>
/// <item><term>Confirm</term><description>confirmed 1, zero 1: 4 bytes</description></item>
/// <item><term>Detach</term><description>2 bytes</description></item>
/// <item><term>Registered, Announce</term><description>a message of overlay.proto</description></item>
/// </list>
/// </summary>
internal static class SupernodeFrameCodec
{
    /// <summary>The most supernodes one answer may name; one with more is malformed.</summary>
    public const int MaxOthers = 16;

    /// <summary>The most leaves anybody may claim to have.</summary>
    public const int MaxLeaves = 65_535;

    private const byte PrimaryFlag = 1;
    private const byte EligibleFlag = 2;
    private const int RegisterScoreAt = FrameLayout.PrefixBytes + 2;
    private const int CandidateScoreAt = FrameLayout.PrefixBytes;

    public const int RegisterBytes = RegisterScoreAt + sizeof(float);
    public const int CandidateBytes = CandidateScoreAt + sizeof(float) + 2;
    public const int FlagBytes = FrameLayout.PrefixBytes + 2;

    public static byte[] Encode(RegisterFrame register)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.Register, RegisterBytes);
        bytes[FrameLayout.PrefixBytes] = (byte)((register.IsPrimary ? PrimaryFlag : 0) | (register.IsEligible ? EligibleFlag : 0));
        BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(RegisterScoreAt), register.Score);
        return bytes;
    }

    public static byte[] Encode(CandidateFrame candidate)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.Candidate, CandidateBytes);
        BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(CandidateScoreAt), candidate.Score);
        return bytes;
    }

    public static byte[] Encode(InviteFrame invite) => EncodeFlag(FrameKind.Invite, invite.IsUrgent);

    public static byte[] Encode(ConfirmFrame confirm) => EncodeFlag(FrameKind.Confirm, confirm.IsConfirmed);

    public static Registered ToMessage(RegisteredFrame registered)
    {
        var message = new Registered
        {
            Outcome = (uint)registered.Outcome,
            PrimaryLeaves = (uint)registered.PrimaryLeaves,
            StandbyLeaves = (uint)registered.StandbyLeaves,
            NetworkSize = (uint)registered.NetworkSize,
        };
        foreach (var other in registered.Others)
            message.Others.Add(new SupernodeRecord { Contact = ContactCodec.ToRecord(other.Contact), PrimaryLeaves = (uint)other.PrimaryLeaves, StandbyLeaves = (uint)other.StandbyLeaves });
        if (registered.Rival is { } rival)
            message.Rival = new RivalRecord { Contact = ContactCodec.ToRecord(rival.Contact), Score = rival.Score };

        return message;
    }

    public static Announce ToMessage(AnnounceFrame announce) => new()
    {
        Contact = ContactCodec.ToRecord(announce.Contact),
        Role = (uint)announce.Role,
        Score = announce.Score,
        PrimaryLeaves = (uint)announce.PrimaryLeaves,
        StandbyLeaves = (uint)announce.StandbyLeaves,
        Supernodes = (uint)announce.Supernodes,
    };

    public static FrameError DecodeRegister(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, RegisterBytes);
        if (error != FrameError.None)
            return error;

        var bytes = encoded.Head.Span;
        var flags = bytes[FrameLayout.PrefixBytes];
        var score = BinaryPrimitives.ReadSingleBigEndian(bytes[RegisterScoreAt..]);
        if (flags > (PrimaryFlag | EligibleFlag) || bytes[FrameLayout.PrefixBytes + 1] != 0 || !IsScore(score))
            return FrameError.Malformed;

        frame = new RegisterFrame((flags & PrimaryFlag) != 0, score, (flags & EligibleFlag) != 0);
        return FrameError.None;
    }

    public static FrameError DecodeCandidate(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, CandidateBytes);
        if (error != FrameError.None)
            return error;

        var bytes = encoded.Head.Span;
        var score = BinaryPrimitives.ReadSingleBigEndian(bytes[CandidateScoreAt..]);
        if (!IsScore(score) || bytes[^2] != 0 || bytes[^1] != 0)
            return FrameError.Malformed;

        frame = new CandidateFrame(score);
        return FrameError.None;
    }

    /// <summary>Decodes the kinds Invite and Confirm.</summary>
    public static FrameError DecodeFlag(FrameKind kind, in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, FlagBytes);
        if (error != FrameError.None)
            return error;

        var bytes = encoded.Head.Span;
        if (bytes[FrameLayout.PrefixBytes] > 1 || bytes[FrameLayout.PrefixBytes + 1] != 0)
            return FrameError.Malformed;

        var isSet = bytes[FrameLayout.PrefixBytes] == 1;
        frame = kind == FrameKind.Invite ? new InviteFrame(isSet) : new ConfirmFrame(isSet);
        return FrameError.None;
    }

    public static FrameError DecodeDetach(in EncodedFrame encoded, out Frame? frame)
    {
        var error = FrameLayout.CheckLength(encoded, FrameLayout.PrefixBytes);
        frame = error == FrameError.None ? DetachFrame.Instance : null;
        return error;
    }

    public static RegisteredFrame? FromMessage(Registered message)
    {
        if (message.Others.Count > MaxOthers
            || message.Outcome is < (uint)RegisterOutcome.Primary or > (uint)RegisterOutcome.NotSupernode
            || message.NetworkSize > int.MaxValue
            || message.PrimaryLeaves > MaxLeaves
            || message.StandbyLeaves > MaxLeaves)
            return null;

        var others = new SupernodeLoad[message.Others.Count];
        for (var i = 0; i < others.Length; i++)
        {
            var other = message.Others[i];
            if (!ContactCodec.TryRead(other.Contact, out var contact) || other.PrimaryLeaves > MaxLeaves || other.StandbyLeaves > MaxLeaves)
                return null;

            others[i] = new SupernodeLoad(contact, (int)other.PrimaryLeaves, (int)other.StandbyLeaves);
        }

        Rival? rival = null;
        if (message.Rival is { } record)
        {
            if (!ContactCodec.TryRead(record.Contact, out var contact) || !IsScore(record.Score))
                return null;

            rival = new Rival(contact, record.Score);
        }

        return new RegisteredFrame(
            (RegisterOutcome)message.Outcome, (int)message.PrimaryLeaves, (int)message.StandbyLeaves, (int)message.NetworkSize, others, rival);
    }

    public static AnnounceFrame? FromMessage(Announce message) =>
        ContactCodec.TryRead(message.Contact, out var contact)
        && message.Role <= (uint)PeerRole.Supernode
        && IsScore(message.Score)
        && message.PrimaryLeaves <= MaxLeaves
        && message.StandbyLeaves <= MaxLeaves
        && message.Supernodes <= int.MaxValue
            ? new AnnounceFrame(contact, (PeerRole)message.Role, message.Score, (int)message.PrimaryLeaves, (int)message.StandbyLeaves, (int)message.Supernodes)
            : null;

    public static bool IsScore(float score) => score is >= 0 and <= 1;

    private static byte[] EncodeFlag(FrameKind kind, bool isSet)
    {
        var bytes = FrameLayout.Prefixed(kind, FlagBytes);
        bytes[FrameLayout.PrefixBytes] = isSet ? (byte)1 : (byte)0;
        return bytes;
    }
}
