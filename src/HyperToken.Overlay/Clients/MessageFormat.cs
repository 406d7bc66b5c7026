namespace HyperToken.Overlay.Clients;

/// <summary>How a message between a relay and its clients is encoded. Either side understands both.</summary>
public enum MessageFormat
{
    /// <summary>UTF-8 JSON, in a text frame.</summary>
    Json = 0,

    /// <summary>A flags byte and MessagePack, which may be compressed, in a binary frame.</summary>
    Binary = 1,
}
