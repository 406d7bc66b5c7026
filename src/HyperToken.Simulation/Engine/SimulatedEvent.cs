using HyperToken.Overlay;

namespace HyperToken.Simulation.Engine;

/// <summary>
/// Something that reaches a peer at a time. Of two at the same peer and time the one of the smaller sender comes first, and of
/// one sender's the earlier sent: so the order does not depend on who put it there when.
/// </summary>
/// <param name="Time">When it reaches the peer.</param>
/// <param name="Receiver">The peer's index.</param>
/// <param name="Sender">Who sent it, or <see cref="Simulator"/>.</param>
/// <param name="Sequence">The sender's own count of what it sent.</param>
/// <param name="Content">A frame, a link notice, a command; null: a timer may be due.</param>
/// <param name="OpensLink">Whether the frame is the sender's first on a link it has just opened.</param>
/// <param name="IsFromLeaf">Whether the sender was a leaf when it sent it.</param>
internal readonly record struct SimulatedEvent(
    Instant Time, int Receiver, int Sender, uint Sequence, object? Content, bool OpensLink = false, bool IsFromLeaf = false)
{
    /// <summary>The sender of what the run itself orders.</summary>
    public const int Simulator = -1;
}
