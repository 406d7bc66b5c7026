using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

public sealed class MessagePackEnvelopeTests
{
    private const string Example = "83a474797065a3703270ac746172676574506565724964a161a77061796c6f616481a16b01";
    private const string Key = "aa66726f6d506565724964";

    [Fact]
    public void The_example_of_the_protocol_is_read_and_forwarded()
    {
        var message = ClientBytes.Read(Example);

        Assert.Equal(MessageFormat.Binary, message.Format);
        Assert.Equal("p2p", message.Type);
        Assert.Equal("a", message.TargetPeerId);
        Assert.False(message.IsSignal);
        Assert.Null(message.RoomCode);
        Assert.Equal("84" + Example[2..] + ClientBytes.From, ClientBytes.Relayed(Example));
        Assert.Equal("""{"type":"p2p","targetPeerId":"a","payload":{"k":1},"fromPeerId":"p1"}""", message.From("p1").Json());
    }

    [Fact]
    public void The_example_of_the_protocol_is_what_comes_of_its_JSON()
    {
        var binary = ClientText.Read("""{"type":"p2p","targetPeerId":"a","payload":{"k":1}}""").From("p1").In(MessageFormat.Binary);

        Assert.Equal("0084" + Example[2..] + ClientBytes.From, Convert.ToHexStringLower(binary.Span));
    }

    [Theory]
    [InlineData("80", "81" + ClientBytes.From)]
    [InlineData("81a16101", "82a16101" + ClientBytes.From)]
    [InlineData("de0001 a16101", "82a16101" + ClientBytes.From)]
    [InlineData("df00000001 a16101", "82a16101" + ClientBytes.From)]
    [InlineData("8101 c0", "8201c0" + ClientBytes.From)]
    [InlineData("81d90161 cb3ff0000000000000", "82d90161cb3ff0000000000000" + ClientBytes.From)]
    public void The_senders_id_comes_last_and_the_rest_stays_as_it_was_written(string sent, string received) =>
        Assert.Equal(received, ClientBytes.Relayed(sent));

    [Theory]
    [InlineData(15, "de0010")]
    [InlineData(16, "de0011")]
    [InlineData(65_535, "df00010000")]
    public void The_head_of_the_map_grows(int keys, string head)
    {
        var frame = ClientBytes.Frame((keys < 16 ? $"{0x80 + keys:x2}" : $"de{keys:x4}") + string.Concat(Enumerable.Repeat("a161c0", keys)));
        Assert.Null(ClientMessage.TryRead(frame, out var message));

        Assert.Null(BinaryFrame.TryOpen(message!.From("p1").In(MessageFormat.Binary), 1 << 20, out var body));
        Assert.Equal(head, Convert.ToHexStringLower(body.Span[..(head.Length / 2)]));
        Assert.Equal(ClientBytes.From, Convert.ToHexStringLower(body.Span[^(ClientBytes.From.Length / 2)..]));
        Assert.Equal((head.Length / 2) + (3 * keys) + (ClientBytes.From.Length / 2), body.Length);
    }

    [Theory]
    [InlineData("82" + Key + "a178 a16101", "82" + Key + "a27031a16101")]
    [InlineData("82a16101 d90a66726f6d506565724964 92c0c0", "82a16101d90a66726f6d506565724964a27031")]
    public void A_senders_id_of_the_client_is_replaced_where_it_stands(string sent, string received) =>
        Assert.Equal(received, ClientBytes.Relayed(sent));

    [Theory]
    [InlineData("83" + Key + "a178 a16101" + Key + "a179", "82" + Key + "a27031a16101")]
    [InlineData("de0003" + Key + "a178 da000a66726f6d506565724964 81a161c0" + Key + "c0", "81" + Key + "a27031")]
    [InlineData("84a16101" + Key + "a178 db0000000a66726f6d506565724964c0 a16202", "83a16101" + Key + "a27031a16202")]
    public void Of_several_sender_ids_one_is_left_and_it_is_the_senders(string sent, string received) =>
        Assert.Equal(received, ClientBytes.Relayed(sent));

    // JavaScript clients read C1 A6 as "f", although no valid text begins like that.
    [Theory]
    [InlineData("82" + Key + "a178 ab c1a6 726f6d506565724964 a179", "82" + Key + "a27031 af efbfbdefbfbd 726f6d506565724964 a179")]
    [InlineData("81 ab c1a6 726f6d506565724964 a179", "82 af efbfbdefbfbd 726f6d506565724964 a179" + ClientBytes.From)]
    public void A_key_that_only_JavaScript_would_take_for_the_senders_is_none(string sent, string received) =>
        Assert.Equal(received.Replace(" ", string.Empty), ClientBytes.Relayed(sent));

    [Fact]
    public void Text_that_is_not_UTF_8_goes_on_as_replacement_characters()
    {
        // {"type": "peer:left" with an overlong "p", "b": ["", a lone surrogate, bytes]}
        var message = ClientBytes.Read("82a474797065aa c1b0 6565723a6c656674 a16293 a0 a3eda080 c402c1b0");

        Assert.Equal("\uFFFD\uFFFDeer:left", message.Type);
        Assert.Equal(
            "{\"type\":\"\uFFFD\uFFFDeer:left\",\"b\":[\"\",\"\uFFFD\uFFFD\uFFFD\",{\"0\":193,\"1\":176}],\"fromPeerId\":\"p1\"}",
            message.From("p1").Json());
    }

    [Theory]
    [InlineData("81a77061796c6f616481a474797065ac7765627274632d6f66666572", true)]
    [InlineData("81a77061796c6f616481d90474797065d90c7765627274632d6f66666572", true)]
    [InlineData("82a77061796c6f616481a474797065ac7765627274632d6f66666572 a77061796c6f6164c0", false)]
    [InlineData("81a77061796c6f616491ac7765627274632d6f66666572", false)]
    [InlineData("81a77061796c6f6164ac7765627274632d6f66666572", false)]
    [InlineData("81a474797065ac7765627274632d6f66666572", false)]
    public void A_signal_is_told_by_the_type_of_its_payload(string hex, bool isSignal) =>
        Assert.Equal(isSignal, ClientBytes.Read(hex).IsSignal);

    [Theory]
    [InlineData("81a8726f6f6d436f6465a42061620a", "AB")]
    [InlineData("82a8726f6f6d436f6465a162 a77061796c6f616481a8726f6f6d436f6465a161", "A")]
    [InlineData("81a8726f6f6d436f646501", null)]
    public void A_room_code_is_trimmed_and_in_upper_case(string hex, string? code) => Assert.Equal(code, ClientBytes.Read(hex).RoomCode);

    [Theory]
    [InlineData("a0", null)]
    [InlineData("c0", null)]
    [InlineData("c2", null)]
    [InlineData("00", null)]
    [InlineData("cb8000000000000000", null)]
    [InlineData("cb7ff8000000000000", null)]
    [InlineData("c3", ClientMessage.Nobody)]
    [InlineData("05", ClientMessage.Nobody)]
    [InlineData("90", ClientMessage.Nobody)]
    [InlineData("c400", ClientMessage.Nobody)]
    [InlineData("a161", "a")]
    public void A_target_that_counts_as_true_is_for_nobody_else(string hex, string? target) =>
        Assert.Equal(target, ClientBytes.Read("81ac746172676574506565724964" + hex).TargetPeerId);

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("01")]
    [InlineData("c0")]
    [InlineData("c1")]
    [InlineData("8080")]
    [InlineData("81a161")]
    [InlineData("81a161c1")]
    [InlineData("81a161a261")]
    [InlineData("81a161dd7fffffff")]
    [InlineData("81a161ddffffffff")]
    [InlineData("81a161df80000000")]
    [InlineData("81a161c6ffffffff")]
    [InlineData("81a161dbffffffff00")]
    [InlineData("81a161c9ffffffff05")]
    [InlineData("dfffffffff")]
    [InlineData("81a161d6ff000000")]
    public void What_is_no_map_of_MessagePack_is_refused(string hex)
    {
        var error = ClientBytes.ErrorOf(hex);

        Assert.NotNull(error);
        Assert.DoesNotContain('\n', error);
    }

    // nil, true, bytes, an array, a map and an extension as keys; the key __proto__, which JavaScript refuses; a timestamp of five bytes.
    [Theory]
    [InlineData("81c001")]
    [InlineData("81a16181c301")]
    [InlineData("81a16181c4016101")]
    [InlineData("81a16191819001")]
    [InlineData("8181a1610101")]
    [InlineData("81d4050101")]
    [InlineData("81a95f5f70726f746f5f5f01")]
    [InlineData("81a7 7061796c6f6164 81a95f5f70726f746f5f5f01")]
    [InlineData("81a161c705ff0000000000")]
    public void What_JavaScript_clients_cannot_read_is_refused(string hex) => Assert.NotNull(ClientBytes.ErrorOf(hex));

    [Theory]
    [InlineData("91", "c0")]
    [InlineData("81a161", "c0")]
    [InlineData("81a7" + "7061796c6f6164", "c0")]
    public void Nesting_is_limited(string level, string value)
    {
        string Nested(int depth) => "81a161" + string.Concat(Enumerable.Repeat(level, depth - 1)) + value;

        Assert.Null(ClientBytes.ErrorOf(Nested(ClientMessage.MaxDepth)));
        Assert.NotNull(ClientBytes.ErrorOf(Nested(ClientMessage.MaxDepth + 1)));
        Assert.NotNull(ClientBytes.ErrorOf(Nested(100_000)));
        Assert.NotNull(ClientBytes.ErrorOf("81a77061796c6f6164" + string.Concat(Enumerable.Repeat(level, ClientMessage.MaxDepth)) + value));
    }

    [Fact]
    public void A_message_on_its_way_does_not_depend_on_the_buffer_it_came_in()
    {
        var buffer = ClientBytes.Frame(Example);
        var sent = ClientBytes.Read(buffer).From("p1");
        Array.Clear(buffer);

        Assert.Equal("84" + Example[2..] + ClientBytes.From, Convert.ToHexStringLower(sent.In(MessageFormat.Binary).Span[1..]));
    }
}
