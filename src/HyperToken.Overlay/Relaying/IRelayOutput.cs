using HyperToken.Overlay.Clients;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Relaying;

/// <summary>What the logic of a relay has its host do. Called from within the component's own calls, in order.</summary>
public interface IRelayOutput
{
    /// <summary>Sends to one of the relay's own clients.</summary>
    void Send(string client, ServerMessage message);

    /// <summary>Sends to all of the relay's own clients in an audience but one.</summary>
    void SendAll(RelayAudience audience, string? except, ServerMessage message);

    /// <summary>One of the relay's own clients is in another audience from now on.</summary>
    void Move(string client, RelayAudience to);

    /// <summary>Publishes to all peers of the overlay.</summary>
    /// <param name="type">The overlay message's type.</param>
    /// <param name="clientId">The client it came from, or null where the relay itself speaks.</param>
    /// <param name="payload">Its payload.</param>
    void Publish(string type, string? clientId, ReadOnlyMemory<byte> payload);

    /// <summary>Sends to one peer of the overlay.</summary>
    /// <param name="to">The peer's id, or, with <paramref name="prefixBits"/> below 256, one that begins like it.</param>
    /// <param name="prefixBits">How many leading bits of the id are known.</param>
    /// <param name="type">The overlay message's type.</param>
    /// <param name="clientId">The client it came from, or null where the relay itself speaks.</param>
    /// <param name="payload">Its payload.</param>
    void SendTo(PeerId to, int prefixBits, string type, string? clientId, ReadOnlyMemory<byte> payload);
}
