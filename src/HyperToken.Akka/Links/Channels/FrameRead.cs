using HyperToken.Overlay.Wire;

namespace HyperToken.Links.Channels;

/// <summary>What a byte stream has brought: a frame, or its end.</summary>
/// <param name="Frame">The frame; empty at the end.</param>
/// <param name="End">Why there is none.</param>
internal readonly record struct FrameRead(EncodedFrame Frame, StreamEnd? End);

/// <summary>How a byte stream ended.</summary>
/// <param name="Reason">What the other side said, or <see cref="LinkCloseReason.Gone"/> if it said nothing.</param>
/// <param name="Error">What was wrong with its bytes, if anything was.</param>
/// <param name="IsAborted">Whether this side ended it.</param>
internal sealed record StreamEnd(LinkCloseReason Reason, FrameError Error = FrameError.None, bool IsAborted = false)
{
    public static readonly StreamEnd Aborted = new(LinkCloseReason.Gone, IsAborted: true);

    public static readonly StreamEnd Gone = new(LinkCloseReason.Gone);

    public static StreamEnd Faulty(FrameError error) => new(LinkCloseReason.Faulty, error);
}
