using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;

namespace HyperToken.Overlay.Tests.Records;

/// <summary>Records and times to test with.</summary>
internal static class Make
{
    public static Instant At(double seconds) => new((long)(seconds * 1_000_000));

    public static SignedRecord Unsigned(PeerId key, ulong sequence = 1, double seconds = 10, int bytes = 10, byte filler = 0) =>
        SignedRecord.Create(RecordKind.Locate, key, sequence, TimeSpan.FromSeconds(seconds), Content(bytes, filler), keys: null);

    public static SignedRecord Signed(KeyPair keys, ulong sequence = 1, double seconds = 10, int bytes = 10, byte filler = 0) =>
        SignedRecord.Create(RecordKind.Locate, keys.Id, sequence, TimeSpan.FromSeconds(seconds), Content(bytes, filler), keys);

    /// <summary>A record with one or more of its fields replaced, as a forger would do it.</summary>
    public static SignedRecord Forged(
        SignedRecord record,
        RecordKind? kind = null,
        PeerId? key = null,
        ulong? sequence = null,
        uint? millis = null,
        byte[]? content = null,
        byte[]? publicKey = null,
        byte[]? signature = null) =>
        SignedRecord.FromWire(
            kind ?? record.Kind,
            key ?? record.Key,
            sequence ?? record.Sequence,
            millis ?? record.TimeToLiveMillis,
            content ?? record.Content,
            publicKey ?? record.PublicKey,
            signature ?? record.Signature);

    private static byte[] Content(int bytes, byte filler)
    {
        var content = new byte[bytes];
        content.AsSpan().Fill(filler);
        return content;
    }
}
