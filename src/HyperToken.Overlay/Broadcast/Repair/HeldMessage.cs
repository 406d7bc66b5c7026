using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>A message that a peer keeps for a while, to send it again. Small: there is one for every peer and message.</summary>
public sealed class HeldMessage
{
    private const long MicrosPerTenth = 100_000;
    private readonly ushort _tenthsBefore;

    internal HeldMessage(Envelope envelope, Instant receivedAt, TimeSpan ageBefore)
    {
        Envelope = envelope;
        ReceivedAt = receivedAt;
        var tenths = ageBefore.Ticks / (MicrosPerTenth * TimeSpan.TicksPerMicrosecond);
        _tenthsBefore = (ushort)Math.Clamp(tenths, 0, ushort.MaxValue);
    }

    /// <summary>The message's id.</summary>
    public MessageId Id => Envelope.Id;

    /// <summary>The message as it travels.</summary>
    public Envelope Envelope { get; }

    /// <summary>The stream it belongs to.</summary>
    public StreamId Stream => Envelope.Stream;

    /// <summary>Its place in the stream.</summary>
    public ulong Sequence => Envelope.Sequence;

    /// <summary>When it was received or published here.</summary>
    public Instant ReceivedAt { get; }

    /// <summary>Hops it made to this peer; 0 at its origin.</summary>
    internal byte Hops { get; set; }

    /// <summary>To how many leaves of this peer it was sent.</summary>
    internal ushort Leaves { get; set; }

    /// <summary>Tree plan: this peer has served, or is serving, its buckets below this height.</summary>
    internal ushort Served { get; set; }

    /// <summary>Tree plan: what is left to do for the message, or null.</summary>
    internal object? Work { get; set; }

    /// <summary>The header by which the message goes to one peer that lacks it; it tells the age, so that nobody takes it for a new one.</summary>
    internal HopHeader ForRepair(Instant now) =>
        new(Id, BroadcastPlan.Repair, (byte)Math.Min(byte.MaxValue, (long)Math.Ceiling(AgeAt(now).TotalSeconds)), Hops: 1);

    /// <summary>The age that the header of a payload tells: nobody who gets it late, on whatever way, may take it for a new one.</summary>
    internal byte AgeToTell(Instant now)
    {
        var age = AgeAt(now).TotalSeconds;
        return age < 1 ? (byte)0 : (byte)Math.Min(HopHeader.MaxAge, Math.Ceiling(age));
    }

    /// <summary>How long ago the message is known to have been under way: since it came here, and, if it came by repair, before.</summary>
    internal TimeSpan AgeAt(Instant now) => now - ReceivedAt + TimeSpan.FromMicroseconds(_tenthsBefore * MicrosPerTenth);
}
