using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Records;

/// <summary>What a record of the kind <see cref="RecordKind.Locate"/> says: through which supernodes a leaf is reached.</summary>
internal sealed class LocateRecord
{
    /// <summary>The most supernodes a record may name; one with more is not understood.</summary>
    public const int MaxSupernodes = 8;

    private readonly Contact[] _supernodes;

    private LocateRecord(Contact[] supernodes) => _supernodes = supernodes;

    /// <summary>The supernodes, the primary first; 1 to <see cref="MaxSupernodes"/>, each once.</summary>
    public IReadOnlyList<Contact> Supernodes => _supernodes;

    /// <summary>The one that passes messages on to the leaf.</summary>
    public Contact Primary => _supernodes[0];

    /// <summary>Makes a leaf's record. Standbys at the end are left out where their addresses are so long that not all have room.</summary>
    /// <param name="leaf">Whose record it is.</param>
    /// <param name="supernodes">The primary first; 1 to <see cref="MaxSupernodes"/>, each once, and not the leaf itself.</param>
    /// <param name="sequence">Higher than that of the leaf's last record, also over restarts.</param>
    /// <param name="timeToLive">1 ms to <see cref="SignedRecord.MaxTimeToLive"/>.</param>
    /// <param name="keys">The leaf's; null for a peer without keys.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public static SignedRecord Create(
        in PeerId leaf, IReadOnlyList<Contact> supernodes, ulong sequence, TimeSpan timeToLive, KeyPair? keys)
    {
        ArgumentNullException.ThrowIfNull(supernodes);
        if (!IsAllowed(supernodes, leaf))
            throw new ArgumentException($"A leaf has 1 to {MaxSupernodes} supernodes, each once, and is none of them.", nameof(supernodes));

        var message = new Locate();
        foreach (var supernode in supernodes)
            message.Supernodes.Add(ContactCodec.ToRecord(supernode));

        while (message.CalculateSize() > SignedRecord.MaxContentLength)
            message.Supernodes.RemoveAt(message.Supernodes.Count - 1);

        return SignedRecord.Create(RecordKind.Locate, leaf, sequence, timeToLive, message.ToByteArray(), keys);
    }

    /// <summary>Reads the content of a record; false where the kind is another or a rule is broken. Says nothing of the signature.</summary>
    public static bool TryRead(SignedRecord record, [NotNullWhen(true)] out LocateRecord? located)
    {
        ArgumentNullException.ThrowIfNull(record);
        located = null;
        if (record.Kind != RecordKind.Locate || record.Content.Length > SignedRecord.MaxContentLength)
            return false;

        if (Parse(record.Content.Span) is not { } message
            || ContactCodec.TryReadAll(message.Supernodes, MaxSupernodes) is not { } supernodes
            || !IsAllowed(supernodes, record.Key))
            return false;

        located = new LocateRecord(supernodes);
        return true;
    }

    private static Locate? Parse(ReadOnlySpan<byte> content)
    {
        try
        {
            return Locate.Parser.ParseFrom(content);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static bool IsAllowed(IReadOnlyList<Contact> supernodes, PeerId leaf) =>
        supernodes.Count is >= 1 and <= MaxSupernodes
        && supernodes.All(supernode => supernode.Id != leaf)
        && supernodes.DistinctBy(static supernode => supernode.Id).Count() == supernodes.Count;
}
