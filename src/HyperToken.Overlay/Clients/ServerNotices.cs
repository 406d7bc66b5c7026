namespace HyperToken.Overlay.Clients;

/// <summary>What relays themselves say to clients.</summary>
public static class ServerNotices
{
    /// <summary>The first message of every connection.</summary>
    /// <param name="peerId">The client's id.</param>
    /// <param name="clientCount">How many clients there are, this one included.</param>
    public static ServerMessage Welcome(string peerId, int clientCount) => Notice("type"u8, "welcome"u8, "peerId"u8, peerId, clientCount);

    /// <summary>A client is there.</summary>
    /// <param name="peerId">Its id.</param>
    public static ServerMessage PeerJoined(string peerId) => Notice("type"u8, "peer:joined"u8, "peerId"u8, peerId);

    /// <summary>A client has left.</summary>
    /// <param name="peerId">Its id.</param>
    public static ServerMessage PeerLeft(string peerId) => Notice("type"u8, "peer:left"u8, "peerId"u8, peerId);

    /// <summary>The answer to room:create.</summary>
    /// <param name="roomCode">The new room's code.</param>
    public static ServerMessage RoomCreated(string roomCode) => Notice("type"u8, "room:created"u8, "roomCode"u8, roomCode);

    /// <summary>The answer to room:join, after the members' peer:joined.</summary>
    /// <param name="roomCode">The room's code.</param>
    public static ServerMessage RoomJoined(string roomCode) => Notice("type"u8, "room:joined"u8, "roomCode"u8, roomCode);

    /// <summary>The answer to room:leave.</summary>
    public static ServerMessage RoomLeft() => Notice("type"u8, "room:left"u8);

    /// <summary>The answer to a room message that cannot be granted.</summary>
    /// <param name="message">Why, in one line.</param>
    public static ServerMessage RoomError(string message) => Notice("type"u8, "room:error"u8, "message"u8, message);

    /// <summary>The answer to a message that could not be read or handled. Its kind is in <c>cmd</c>, not in <c>type</c>.</summary>
    /// <param name="message">Why, in one line.</param>
    public static ServerMessage Error(string message) => Notice("cmd"u8, "error"u8, "message"u8, message);

    private static ServerMessage Notice(
        ReadOnlySpan<byte> kindKey, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> key = default, string? value = null, int? clientCount = null)
    {
        var writer = new JsonWriter(128);
        writer.Raw("{"u8);
        writer.String(kindKey);
        writer.Raw(":"u8);
        writer.String(kind);
        if (value is not null)
        {
            writer.Raw(","u8);
            writer.String(key);
            writer.Raw(":"u8);
            writer.String(value);
        }

        if (clientCount is { } count)
        {
            writer.Raw(",\"clientCount\":"u8);
            writer.Number(count);
        }

        writer.Raw("}"u8);
        return new ServerMessage(MessageFormat.Json, writer.Written);
    }
}
