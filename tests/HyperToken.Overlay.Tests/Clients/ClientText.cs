using System.Text;
using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

/// <summary>Messages of clients in JSON, written and read as text.</summary>
internal static class ClientText
{
    public static ClientMessage Read(string json)
    {
        Assert.Null(ClientMessage.TryRead(Encoding.UTF8.GetBytes(json), out var message));
        return message!;
    }

    public static string? ErrorOf(string json)
    {
        var error = ClientMessage.TryRead(Encoding.UTF8.GetBytes(json), out var message);
        Assert.Equal(error is null, message is not null);
        return error;
    }

    public static string Json(this ServerMessage message) => Encoding.UTF8.GetString(message.In(MessageFormat.Json).Span);

    /// <summary>What others receive of a message when "peer-1" sent it.</summary>
    public static string Relayed(string json) => Read(json).From("peer-1").Json();
}
