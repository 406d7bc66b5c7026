using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Security.Cryptography;
using HyperToken.Links.Channels;
using HyperToken.Overlay.Handshake;
using HyperToken.Overlay.Identity;

namespace HyperToken.Links.Sockets;

/// <summary>Carries a <see cref="LinkHandshake"/> over a byte stream, before any link uses it; its frames have their length before them as all have.</summary>
internal static class ChannelHandshake
{
    /// <summary>Proves who this side is, and has the other do the same.</summary>
    /// <param name="channel">The stream. What follows the handshake is left in it.</param>
    /// <param name="keys">The key of this side.</param>
    /// <param name="isDialler">Whether this side has dialled.</param>
    /// <param name="expected">Who was dialled, where that is known.</param>
    /// <param name="limit">Ends the wait for the other side.</param>
    /// <returns>Who the other side is.</returns>
    /// <exception cref="DialException">It has ended the stream, or failed the handshake.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<PeerId> RunAsync(IByteChannel channel, KeyPair keys, bool isDialler, PeerId? expected, CancellationToken limit)
    {
        var handshake = new LinkHandshake(keys, isDialler, RandomNumberGenerator.GetBytes(LinkHandshake.NonceBytes), expected);
        await WriteAsync(channel.Output, handshake.Challenge, limit).ConfigureAwait(false);
        while (!handshake.IsProven)
        {
            var frame = await ReadAsync(channel, limit).ConfigureAwait(false);
            if (handshake.Receive(frame, out var reply) is var error and not HandshakeError.None)
                throw new DialException($"{channel.RemoteName}: {Describe(error)}");
            if (!reply.IsEmpty)
                await WriteAsync(channel.Output, reply, limit).ConfigureAwait(false);
        }

        return handshake.Remote;
    }

    private static async Task WriteAsync(PipeWriter output, ReadOnlyMemory<byte> frame, CancellationToken limit)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(FrameWriter.LengthBytes), frame.Length);
        output.Advance(FrameWriter.LengthBytes);
        await output.WriteAsync(frame, limit).ConfigureAwait(false);
    }

    private static async Task<byte[]> ReadAsync(IByteChannel channel, CancellationToken limit)
    {
        while (true)
        {
            var read = await channel.Input.ReadAsync(limit).ConfigureAwait(false);
            if (TryTake(read.Buffer, out var frame, out var consumed, channel))
            {
                channel.Input.AdvanceTo(consumed);
                return frame;
            }

            channel.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted || read.IsCanceled)
                throw new DialException($"{channel.RemoteName} has closed the connection during the handshake: it may have refused this peer, or speak another protocol.");
        }
    }

    private static bool TryTake(in ReadOnlySequence<byte> buffer, out byte[] frame, out SequencePosition consumed, IByteChannel channel)
    {
        (frame, consumed) = ([], buffer.Start);
        if (buffer.Length < FrameWriter.LengthBytes)
            return false;

        Span<byte> start = stackalloc byte[FrameWriter.LengthBytes];
        buffer.Slice(0, FrameWriter.LengthBytes).CopyTo(start);
        var length = BinaryPrimitives.ReadInt32BigEndian(start);
        if (length is <= 0 or > LinkHandshake.MaxFrameBytes)
            throw new DialException($"{channel.RemoteName}: {Describe(HandshakeError.Malformed)}");
        if (buffer.Length < FrameWriter.LengthBytes + length)
            return false;

        frame = buffer.Slice(FrameWriter.LengthBytes, length).ToArray();
        consumed = buffer.GetPosition(FrameWriter.LengthBytes + length);
        return true;
    }

    private static string Describe(HandshakeError error) => error switch
    {
        HandshakeError.Version => "it speaks no version of the protocol that this peer speaks.",
        HandshakeError.Self => "it is this peer itself.",
        HandshakeError.WrongPeer => "it is another peer than the one that was dialled.",
        HandshakeError.BadProof => "it does not hold the key that it shows.",
        _ => "it does not speak the overlay's protocol.",
    };
}
