using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Wire;

/// <summary>One unit that a link carries. Immutable: the same frame may go to many contacts.</summary>
public abstract record Frame
{
    private protected Frame()
    {
    }

    /// <summary>The kind as it stands on the wire.</summary>
    public abstract FrameKind Kind { get; }
}

/// <summary>The first frame of either side on a new link.</summary>
/// <param name="Contact">Who the sender is.</param>
public sealed record HelloFrame(Contact Contact) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Hello;
}

/// <summary>Asks for a sign of life.</summary>
/// <param name="Request">Comes back in the answer.</param>
public sealed record PingFrame(ulong Request) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Ping;
}

/// <summary>Answers a <see cref="PingFrame"/>.</summary>
/// <param name="Request">The ping's.</param>
public sealed record PongFrame(ulong Request) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Pong;
}

/// <summary>Asks for the contacts closest to an id (Maymounkov and Mazières 2002, section 2.3).</summary>
/// <param name="Request">Comes back in the answer: names the lookup and its query.</param>
/// <param name="Target">The id looked for.</param>
/// <param name="Count">How many contacts are wanted, 1 to 255.</param>
public sealed record FindNodeFrame(ulong Request, PeerId Target, int Count) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.FindNode;
}

/// <summary>Answers a <see cref="FindNodeFrame"/>.</summary>
/// <param name="Request">The question's.</param>
/// <param name="Contacts">The closest contacts the sender holds, closest first.</param>
public sealed record FindNodeReplyFrame(ulong Request, IReadOnlyList<Contact> Contacts) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.FindNodeReply;
}

/// <summary>A broadcast message on one hop.</summary>
/// <param name="Header">The part each forwarder writes anew.</param>
/// <param name="Envelope">The part nobody touches.</param>
public sealed record BroadcastFrame(HopHeader Header, Envelope Envelope) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Broadcast;
}

/// <summary>The hop header of a broadcast.</summary>
/// <param name="Id">Tells duplicates without opening the envelope.</param>
/// <param name="Plan">By which rules the receiver forwards.</param>
/// <param name="TimeToLive">How many more hops may follow this one, 0 to 255.</param>
/// <param name="Hops">How many hops the frame has made when it arrives, 1 to 255.</param>
/// <param name="Height">Tree plan: serve the buckets below, 0 to 256; 0 in the other plans.</param>
/// <param name="WantsReach">Tree plan: the origin asks how many peers were reached.</param>
/// <param name="Age">
/// How many seconds the message has been under way, 0 to <see cref="MaxAge"/>, as far as whoever sends it knows; below one second 0. In the
/// plan Repair the time to live says so instead.
/// </param>
public readonly record struct HopHeader(
    MessageId Id, BroadcastPlan Plan, byte TimeToLive, byte Hops, ushort Height = 0, bool WantsReach = false, byte Age = 0)
{
    /// <summary>The greatest age a header tells, in seconds; what is older tells this.</summary>
    public const byte MaxAge = 127;

    /// <summary>The header for those who are sent a message that came with this one.</summary>
    internal HopHeader Next() =>
        this with { TimeToLive = (byte)Math.Max(0, TimeToLive - 1), Hops = (byte)Math.Min(byte.MaxValue, Hops + 1) };
}

/// <summary>A message on its way to one peer.</summary>
/// <param name="Id">The message.</param>
/// <param name="Target">Who it is for.</param>
/// <param name="TimeToLive">How many more hops may follow this one, 0 to 255.</param>
/// <param name="Envelope">The message itself.</param>
public sealed record RouteFrame(MessageId Id, PeerId Target, byte TimeToLive, Envelope Envelope) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Route;
}

/// <summary>What became of a routed message; goes back the way the message came.</summary>
/// <param name="Id">The message.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record RouteResultFrame(MessageId Id, RouteOutcome Outcome) : Frame
{
    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.RouteResult;
}

/// <summary>The outcome a <see cref="RouteResultFrame"/> reports. The values are on the wire.</summary>
public enum RouteOutcome : byte
{
    /// <summary>The target has it.</summary>
    Delivered = 1,

    /// <summary>Nobody closer to the target was known, or the time to live ended.</summary>
    NoRoute = 2,
}

/// <summary>The sender leaves the network: forget it now instead of finding out.</summary>
public sealed record GoodbyeFrame : Frame
{
    /// <summary>The only one.</summary>
    public static readonly GoodbyeFrame Instance = new();

    private GoodbyeFrame()
    {
    }

    /// <inheritdoc />
    public override FrameKind Kind => FrameKind.Goodbye;
}
