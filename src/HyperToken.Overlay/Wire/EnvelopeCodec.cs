using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Wire;

/// <summary>Envelopes to bytes and back (messages <c>Envelope</c> and <c>Body</c> of overlay.proto).</summary>
internal static class EnvelopeCodec
{
    public static byte[] Encode(EnvelopeBody body)
    {
        var message = new Messages.Body
        {
            Origin = Bytes(body.Origin),
            Incarnation = body.Incarnation,
            Sequence = body.Sequence,
            CreatedMicros = body.CreatedMicros,
            Type = body.Type,
            Payload = UnsafeByteOperations.UnsafeWrap(body.Payload),
            Target = body.Target is { } target ? Bytes(target) : ByteString.Empty,
            ClientId = body.ClientId ?? string.Empty,
        };
        return new Messages.Envelope { Body = message.ToByteString() }.ToByteArray();
    }

    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out EnvelopeBody? body)
    {
        body = null;
        Messages.Body message;
        try
        {
            message = Messages.Body.Parser.ParseFrom(Messages.Envelope.Parser.ParseFrom(bytes.Span).Body);
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }

        if (message.Origin.Length != PeerId.Size
            || (message.Target.Length != 0 && message.Target.Length != PeerId.Size)
            || message.Type.Length > EnvelopeBody.MaxTypeLength
            || message.Sequence == 0)
            return false;

        body = new EnvelopeBody(
            new PeerId(message.Origin.Span),
            message.Incarnation,
            message.Sequence,
            message.CreatedMicros,
            message.Type,
            message.Payload.Memory,
            message.Target.IsEmpty ? null : new PeerId(message.Target.Span),
            message.ClientId.Length == 0 ? null : message.ClientId);
        return true;
    }

    private static ByteString Bytes(in PeerId id) => UnsafeByteOperations.UnsafeWrap(id.ToByteArray());
}
