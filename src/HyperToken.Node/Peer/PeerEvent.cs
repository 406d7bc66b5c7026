using System.Text;
using System.Text.Json.Serialization;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken.Node.Peer;

/// <summary>Something <c>peer</c> reports: one JSON object, or one line of text.</summary>
internal abstract record PeerEvent([property: JsonPropertyOrder(-1)] string Event)
{
    /// <summary>How it reads as text.</summary>
    public abstract string ToLine();
}

/// <summary>The peer runs, and others can connect.</summary>
internal sealed record PeerReadyEvent(string Engine, string Id, string Address) : PeerEvent("ready")
{
    /// <summary>Where it may be looked into.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Admin { get; init; }

    public override string ToLine() => $"ready: peer {Id[..8]} at {Address}{(Admin is null ? "" : $", admin at {Admin}")}; engine {Engine}";
}

/// <summary>The peer has entered a network, or its seeds knew nobody.</summary>
internal sealed record PeerJoinedEvent(int Seeds, int Contacts) : PeerEvent("joined")
{
    public override string ToLine() => $"joined through {Seeds} {(Seeds == 1 ? "seed" : "seeds")}: {Contacts} {(Contacts == 1 ? "contact" : "contacts")}";
}

/// <summary>A seed could not be reached; it is tried again.</summary>
internal sealed record SeedFailedEvent(string Message, double RetrySeconds) : PeerEvent("seedFailed")
{
    public override string ToLine() => $"seed: {Message} Trying again in {RetrySeconds:0.#} s.";
}

/// <summary>A message has come.</summary>
internal sealed record PeerMessageEvent(string From, string Type, string Text, int Hops, bool IsDirect) : PeerEvent("message")
{
    public static PeerMessageEvent Of(MessageReceived message) => new(
        message.Body.Origin.ToString(),
        message.Body.Type,
        Encoding.UTF8.GetString(message.Body.Payload.Span),
        message.Hops,
        message.Body.Target is not null);

    public override string ToLine() => $"{From[..8]}: {Text}";
}

/// <summary>A link to another peer has opened or closed.</summary>
internal sealed record PeerLinkEvent(string Peer, string Address, bool IsOpen) : PeerEvent("link")
{
    public static PeerLinkEvent Of(Contact contact, bool isOpen) => new(contact.Id.ToString(), contact.Address, isOpen);

    public override string ToLine() => $"link to {Peer[..8]} at {Address} {(IsOpen ? "opened" : "closed")}";
}

/// <summary>Something that was asked for could not be done.</summary>
internal sealed record PeerErrorEvent(string Message) : PeerEvent("error")
{
    public override string ToLine() => $"error: {Message}";
}

/// <summary>The peer has left.</summary>
internal sealed record PeerLeftEvent() : PeerEvent("left")
{
    public override string ToLine() => "left";
}
