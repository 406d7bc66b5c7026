using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast;

/// <summary>What the origin of a message said.</summary>
/// <param name="Origin">Who said it.</param>
/// <param name="Incarnation">Which start of the origin: grows with every restart, so that sequences may begin anew.</param>
/// <param name="Sequence">
/// The origin's count of broadcasts in this incarnation, from 1: a number that never comes is a message that was lost. Messages for
/// one peer have a count of their own, from <see cref="FirstDirectSequence"/>.
/// </param>
/// <param name="CreatedMicros">The origin's clock, microseconds; comparable only with the same origin's.</param>
/// <param name="Type">The application's name for the kind of message, at most 256 characters.</param>
/// <param name="Payload">The application's bytes.</param>
/// <param name="Target">The one peer it is for, or null for everybody.</param>
/// <param name="ClientId">The relay's client it came from, or null.</param>
public sealed record EnvelopeBody(
    PeerId Origin,
    ulong Incarnation,
    ulong Sequence,
    long CreatedMicros,
    string Type,
    ReadOnlyMemory<byte> Payload,
    PeerId? Target = null,
    string? ClientId = null)
{
    /// <summary>The longest type, in characters.</summary>
    public const int MaxTypeLength = 256;

    /// <summary>Sequences from here on, those with the highest bit set, number the messages for one peer: 2^63.</summary>
    public const ulong FirstDirectSequence = 1UL << 63;

    /// <summary>The message's id, computed from the first three fields.</summary>
    public MessageId Id => MessageId.Of(Origin, Incarnation, Sequence);
}
