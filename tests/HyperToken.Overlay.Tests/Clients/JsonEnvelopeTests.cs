using System.Text;
using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

public sealed class JsonEnvelopeTests
{
    [Theory]
    [InlineData("""{"type":"chat","payload":{"a":1}}""", """{"type":"chat","payload":{"a":1},"fromPeerId":"peer-1"}""")]
    [InlineData("{}", """{"fromPeerId":"peer-1"}""")]
    [InlineData("{ }", """{ "fromPeerId":"peer-1"}""")]
    [InlineData("{\"a\": 1.0 \n}\r\n ", "{\"a\": 1.0 \n,\"fromPeerId\":\"peer-1\"}")]
    [InlineData("""{"a":"\u00e4\/ä","b":1e400}""", """{"a":"\u00e4\/ä","b":1e400,"fromPeerId":"peer-1"}""")]
    [InlineData("""{"a":{"fromPeerId":"x"}}""", """{"a":{"fromPeerId":"x"},"fromPeerId":"peer-1"}""")]
    public void The_senders_id_comes_last_and_the_rest_stays_as_it_was_written(string sent, string received) =>
        Assert.Equal(received, ClientText.Relayed(sent));

    [Theory]
    [InlineData("""{"fromPeerId":"peer-2","a":1}""", """{"fromPeerId":"peer-1","a":1}""")]
    [InlineData("""{"a":1,"fromPeerId" : {"b":[1,2]} ,"c":2}""", """{"a":1,"fromPeerId" : "peer-1" ,"c":2}""")]
    [InlineData("""{"fromPeerId":null}""", """{"fromPeerId":"peer-1"}""")]
    [InlineData("""{"from\u0050eerId":"peer-2"}""", """{"from\u0050eerId":"peer-1"}""")]
    public void A_senders_id_of_the_client_is_replaced_where_it_stands(string sent, string received) =>
        Assert.Equal(received, ClientText.Relayed(sent));

    [Theory]
    [InlineData("""{"fromPeerId":"x","a":1,"fromPeerId":"y"}""", """{"fromPeerId":"peer-1","a":1}""")]
    [InlineData("""{"fromPeerId":"x","from\u0050eerId":"y"}""", """{"fromPeerId":"peer-1"}""")]
    [InlineData(
        """{"a":0, "from\u0050eerId":"x", "\u0066romPeerI\u0064":["y",{}] , "b":1 ,"fromPeerId":3 }""",
        """{"a":0, "from\u0050eerId":"peer-1" , "b":1 }""")]
    public void Of_several_sender_ids_one_is_left_and_it_is_the_senders(string sent, string received) =>
        Assert.Equal(received, ClientText.Relayed(sent));

    [Fact]
    public void What_a_relay_has_to_understand_is_read()
    {
        var message = ClientText.Read("""
            {"type":"p2p","targetPeerId":"peer-2","payload":{"type":"webrtc-offer","offer":{"type":"offer","sdp":""}},"roomCode":" ab "}
            """.Trim());

        Assert.Equal(MessageFormat.Json, message.Format);
        Assert.Equal("p2p", message.Type);
        Assert.Equal("peer-2", message.TargetPeerId);
        Assert.True(message.IsSignal);
        Assert.Equal("AB", message.RoomCode);
    }

    [Fact]
    public void What_is_absent_is_null()
    {
        var message = ClientText.Read("{}");

        Assert.Null(message.Type);
        Assert.Null(message.TargetPeerId);
        Assert.Null(message.RoomCode);
        Assert.False(message.IsSignal);
    }

    [Theory]
    [InlineData("\"peer:\\u006aoined\"", "peer:joined")]
    [InlineData("\"\\uD83D\\uDE00\"", "😀")]
    [InlineData("\"\\uD83D\"", "\uFFFD")]
    [InlineData("\"\\uDE00\\uD83Dx\\n\\/\"", "\uFFFD\uFFFDx\n/")]
    [InlineData("7", null)]
    [InlineData("{\"type\":\"x\"}", null)]
    public void The_type_is_read_without_its_escapes(string value, string? type) =>
        Assert.Equal(type, ClientText.Read($$"""{"type":{{value}}}""").Type);

    [Theory]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("false", null)]
    [InlineData("-0.0", null)]
    [InlineData("true", ClientMessage.Nobody)]
    [InlineData("5", ClientMessage.Nobody)]
    [InlineData("{}", ClientMessage.Nobody)]
    [InlineData("[[]]", ClientMessage.Nobody)]
    [InlineData("\"a\"", "a")]
    public void A_target_that_counts_as_true_is_for_nobody_else(string value, string? target) =>
        Assert.Equal(target, ClientText.Read($$"""{"targetPeerId":{{value}}, "a":1}""").TargetPeerId);

    [Fact]
    public void Of_keys_that_occur_twice_the_last_counts()
    {
        var message = ClientText.Read(
            """{"type":"a","typ\u0065":"b","targetPeerId":"x","targetPeerId":null,"payload":{"type":"webrtc-offer"},"payload":{}}""");

        Assert.Equal("b", message.Type);
        Assert.Null(message.TargetPeerId);
        Assert.False(message.IsSignal);
    }

    [Theory]
    [InlineData("""{"payload":{"type":"webrtc-answer"}}""", true)]
    [InlineData("""{"payload":{"x":[{}],"type":"webrtc-ice-candidate"}}""", true)]
    [InlineData("""{"payload":{"type":"webrtc\u002doffer"}}""", true)]
    [InlineData("""{"payload":{"type":"webrtc"}}""", false)]
    [InlineData("""{"payload":{"x":{"type":"webrtc-offer"}}}""", false)]
    [InlineData("""{"payload":[{"type":"webrtc-offer"}]}""", false)]
    [InlineData("""{"payload":"webrtc-offer"}""", false)]
    [InlineData("""{"type":"webrtc-offer"}""", false)]
    public void A_signal_is_told_by_the_type_of_its_payload(string json, bool isSignal) =>
        Assert.Equal(isSignal, ClientText.Read(json).IsSignal);

    [Theory]
    [InlineData("""{"payload":{"roomCode":"abcd-2345"}}""", "ABCD-2345")]
    [InlineData("""{"roomCode":"\tabcd-2345 "}""", "ABCD-2345")]
    [InlineData("""{"payload":{"roomCode":"a"},"roomCode":"b"}""", "A")]
    [InlineData("""{"roomCode":"b","payload":{"roomCode":""}}""", "B")]
    [InlineData("""{"roomCode":"b","payload":3}""", "B")]
    [InlineData("""{"roomCode":3}""", null)]
    [InlineData("""{"roomCode":" "}""", null)]
    public void A_room_code_is_trimmed_and_in_upper_case(string json, string? code) => Assert.Equal(code, ClientText.Read(json).RoomCode);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"a\":\"\u0001\"}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":1} //")]
    public void What_is_no_JSON_object_is_refused(string text)
    {
        var error = ClientText.ErrorOf(text);

        Assert.NotNull(error);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void Nesting_is_limited()
    {
        static string Nested(int depth) => $$"""{"a":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";

        Assert.Null(ClientText.ErrorOf(Nested(ClientMessage.MaxDepth)));
        Assert.NotNull(ClientText.ErrorOf(Nested(ClientMessage.MaxDepth + 1)));
        Assert.NotNull(ClientText.ErrorOf(Nested(100_000)));
    }

    [Fact]
    public void What_is_not_UTF_8_goes_on_as_replacement_characters()
    {
        byte[] sent = [.. "{\"a\":\""u8, 0xff, .. "ä"u8, 0xed, 0xa0, 0x80, .. "\"}"u8];

        Assert.Null(ClientMessage.TryRead(sent, out var message));
        var received = message!.From("peer-1").In(MessageFormat.Json);
        Assert.Equal("{\"a\":\"\uFFFDä\uFFFD\uFFFD\uFFFD\",\"fromPeerId\":\"peer-1\"}", new UTF8Encoding(false, true).GetString(received.Span));
    }

    [Fact]
    public void A_message_on_its_way_does_not_depend_on_the_buffer_it_came_in()
    {
        var buffer = Encoding.UTF8.GetBytes("""{"a":1}""");
        Assert.Null(ClientMessage.TryRead(buffer, out var message));
        var sent = message!.From("peer-1");
        Array.Clear(buffer);

        Assert.Equal("""{"a":1,"fromPeerId":"peer-1"}""", sent.Json());
    }

    [Fact]
    public void An_id_is_escaped() => Assert.Equal("""{"fromPeerId":"a\"\\"}""", ClientText.Read("{}").From("a\"\\").Json());
}
