using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

/// <summary>Messages of clients in MessagePack, written and read as hexadecimal digits without the byte of flags.</summary>
internal static class ClientBytes
{
    /// <summary>The pair of key and id that a relay adds for "p1".</summary>
    public const string From = "aa66726f6d506565724964a27031";

    public static byte[] Frame(string hex, byte flags = 0) => [flags, .. Convert.FromHexString(hex.Replace(" ", string.Empty))];

    public static ClientMessage Read(string hex) => Read(Frame(hex));

    public static ClientMessage Read(byte[] frame)
    {
        Assert.Null(ClientMessage.TryRead(frame, out var message));
        return message!;
    }

    public static string? ErrorOf(byte[] frame, int maxBytes = ClientMessage.DefaultMaxBytes)
    {
        var error = ClientMessage.TryRead(frame, out var message, maxBytes);
        Assert.Equal(error is null, message is not null);
        return error;
    }

    public static string? ErrorOf(string hex) => ErrorOf(Frame(hex));

    /// <summary>What binary clients receive of a message when "p1" sent it.</summary>
    public static string Relayed(string hex)
    {
        var frame = Read(hex).From("p1").In(MessageFormat.Binary).Span;
        Assert.Equal(0, frame[0]);
        return Convert.ToHexStringLower(frame[1..]);
    }

    /// <summary>What clients in JSON receive of a message {"a": value} when "p1" sent it, of which the value.</summary>
    public static string ValueInJson(string hexOfValue)
    {
        var json = Read("81a161" + hexOfValue).From("p1").Json();
        Assert.StartsWith("""{"a":""", json);
        Assert.EndsWith(""","fromPeerId":"p1"}""", json);
        return json["""{"a":""".Length..^""","fromPeerId":"p1"}""".Length];
    }

    /// <summary>What binary clients receive of a message {"a": value} when "p1" sent it, of which the value.</summary>
    public static string ValueInBinary(string jsonOfValue)
    {
        var hex = Convert.ToHexStringLower(
            ClientText.Read($$"""{"a":{{jsonOfValue}}}""").From("p1").In(MessageFormat.Binary).Span);
        Assert.StartsWith("0082a161", hex);
        Assert.EndsWith(From, hex);
        return hex["0082a161".Length..^From.Length];
    }
}
