using System.Text;
using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

public sealed class TranscodingTests
{
    [Theory]
    [InlineData("0", "00")]
    [InlineData("-0", "00")]
    [InlineData("127", "7f")]
    [InlineData("128", "cc80")]
    [InlineData("255.0", "ccff")]
    [InlineData("256", "cd0100")]
    [InlineData("65536", "ce00010000")]
    [InlineData("4294967296", "cf0000000100000000")]
    [InlineData("9007199254740991", "cf001fffffffffffff")]
    [InlineData("9007199254740992", "cb4340000000000000")]
    [InlineData("-1", "ff")]
    [InlineData("-32", "e0")]
    [InlineData("-33", "d0df")]
    [InlineData("-128", "d080")]
    [InlineData("-129", "d1ff7f")]
    [InlineData("-32769", "d2ffff7fff")]
    [InlineData("-2147483649", "d3ffffffff7fffffff")]
    [InlineData("-9007199254740992", "cbc340000000000000")]
    [InlineData("1e3", "cd03e8")]
    [InlineData("0.5", "cb3fe0000000000000")]
    [InlineData("1e400", "cb7ff0000000000000")]
    [InlineData("-1e400", "cbfff0000000000000")]
    [InlineData("1e-400", "00")]
    [InlineData("1e99999999999999999999", "cb7ff0000000000000")]
    [InlineData("-1e99999999999999999999", "cbfff0000000000000")]
    [InlineData("1e-99999999999999999999", "00")]
    [InlineData("0e99999999999999999999", "00")]
    [InlineData("0.000e99999999999999999999", "00")]
    [InlineData("9223372036854775807", "cb43e0000000000000")]
    [InlineData("9223372036854775808", "cb43e0000000000000")]
    [InlineData("123456789012345678901234567890", "cb45f8ee90ff6c373e")]
    public void Numbers_become_the_shortest_integer_or_a_double(string json, string hex) => Assert.Equal(hex, ClientBytes.ValueInBinary(json));

    [Theory]
    [InlineData("null", "c0")]
    [InlineData("true", "c3")]
    [InlineData("[false,[],{}]", "93c29080")]
    [InlineData("\"\"", "a0")]
    [InlineData("\"\\u00e4\\n\\\"\"", "a4c3a40a22")]
    [InlineData("\"\\ud83d\\ude00😀\"", "a8f09f9880f09f9880")]
    [InlineData("\"\\ud83dx\\ude00\"", "a7efbfbd78efbfbd")]
    [InlineData("{\"b\":{\"\\u0063\":1},\"b\":2}", "82a16281a16301a16202")]
    [InlineData("{\"__proto__\":{\"b\":[1,{}]},\"b\":[{\"__pr\\u006fto__\":1}]}", "81a1629180")]
    public void JSON_becomes_MessagePack(string json, string hex) => Assert.Equal(hex, ClientBytes.ValueInBinary(json));

    [Theory]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    public void The_heads_of_strings_are_the_shortest(int length, string head) =>
        Assert.StartsWith(head, ClientBytes.ValueInBinary($"\"{new string('x', length)}\""));

    [Theory]
    [InlineData(15, "9f")]
    [InlineData(16, "dc0010")]
    [InlineData(300, "dc012c")]
    public void The_heads_of_arrays_are_the_shortest(int length, string head)
    {
        var values = string.Join(',', Enumerable.Repeat("0", length));

        Assert.Equal(head + new string('0', 2 * length), ClientBytes.ValueInBinary($"[{values}]"));
    }

    [Theory]
    [InlineData("7f", "127")]
    [InlineData("e0", "-32")]
    [InlineData("cc80", "128")]
    [InlineData("cdffff", "65535")]
    [InlineData("ceffffffff", "4294967295")]
    [InlineData("cfffffffffffffffff", "18446744073709552000")]
    [InlineData("cf0020000000000001", "9007199254740992")]
    [InlineData("d080", "-128")]
    [InlineData("d18000", "-32768")]
    [InlineData("d280000000", "-2147483648")]
    [InlineData("d38000000000000000", "-9223372036854776000")]
    [InlineData("ca3dcccccd", "0.10000000149011612")]
    [InlineData("cb3fb999999999999a", "0.1")]
    [InlineData("cb8000000000000000", "0")]
    [InlineData("cb7ff0000000000000", "null")]
    [InlineData("cbfff8000000000000", "null")]
    [InlineData("ca7f800000", "null")]
    [InlineData("cb0000000000000001", "5e-324")]
    [InlineData("cb7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("cb444b1ae4d6e2ef50", "1e+21")]
    [InlineData("cb444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("cb3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("cb3e7ad7f29abcaf48", "1e-7")]
    [InlineData("cbbe8421f5f40d8376", "-1.5e-7")]
    [InlineData("cbc08edd2f1a9fbe77", "-987.648")]
    public void Numbers_are_written_as_JavaScript_writes_them(string hex, string json) => Assert.Equal(json, ClientBytes.ValueInJson(hex));

    [Theory]
    [InlineData("c0", "null")]
    [InlineData("c2", "false")]
    [InlineData("c3", "true")]
    [InlineData("90", "[]")]
    [InlineData("9301c080", "[1,null,{}]")]
    [InlineData("82a162a0a163a161", """{"b":"","c":"a"}""")]
    [InlineData("8301a0cbbff8000000000000a0cb444b1ae4d6e2ef50a0", """{"1":"","-1.5":"","1e+21":""}""")]
    [InlineData("82cb8000000000000000a0cb7ff8000000000000a0", """{"0":"","NaN":""}""")]
    [InlineData("a8225c0a1f7fc3a42f", "\"\\\"\\\\\\n\\u001f\u007fä/\"")]
    [InlineData("c400", "{}")]
    [InlineData("c40300ff0a", """{"0":0,"1":255,"2":10}""")]
    [InlineData("d40501", """{"type":5,"data":{"0":1}}""")]
    [InlineData("c700fe", """{"type":-2,"data":{}}""")]
    public void MessagePack_becomes_what_JavaScript_makes_of_it(string hex, string json) => Assert.Equal(json, ClientBytes.ValueInJson(hex));

    [Theory]
    [InlineData("d6ff00000000", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("d6ffffffffff", "\"2106-02-07T06:28:15.000Z\"")]
    [InlineData("d7ff0baeb90068a3c8e5", "\"2025-08-19T00:44:21.049Z\"")]
    [InlineData("c70cff3b9ac9ffffffffffffffffff", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("c70cff00000000fffffff1868b8400", "\"0000-01-01T00:00:00.000Z\"")]
    [InlineData("c70cff00000000fffffff1868b83ff", "\"-000001-12-31T23:59:59.000Z\"")]
    [InlineData("c70cff000000000000003afff44180", "\"+010000-01-01T00:00:00.000Z\"")]
    [InlineData("c70cff00000000000007dba8218000", "\"+275760-09-13T00:00:00.000Z\"")]
    [InlineData("c70cff00000001000007dba8218000", "\"+275760-09-13T00:00:00.000Z\"")]
    [InlineData("c70cff00000000000007dba8218001", "null")]
    [InlineData("c70cff00000000fffff82457de8000", "\"-271821-04-20T00:00:00.000Z\"")]
    [InlineData("c70cff00000000fffff82457de7fff", "null")]
    [InlineData("c70cff000000008000000000000000", "null")]
    public void Timestamps_become_dates(string hex, string json) => Assert.Equal(json, ClientBytes.ValueInJson(hex));

    [Fact]
    public void A_message_is_encoded_once_per_format()
    {
        var fromJson = ClientText.Read($$"""{"a":"{{new string('x', 5000)}}"}""").From("p1");
        var fromBinary = ClientBytes.Read(fromJson.In(MessageFormat.Binary).ToArray()).From("p1");

        foreach (var message in new[] { fromJson, fromBinary })
            foreach (var format in Enum.GetValues<MessageFormat>())
                Assert.True(message.In(format).Equals(message.In(format)), $"{format} is encoded anew.");

        Assert.Equal(fromJson.Json(), fromBinary.Json());
    }

    [Fact]
    public void Notices_are_there_for_binary_clients_too() =>
        Assert.Equal(
            "82a3636d64a56572726f72a76d657373616765a178",
            Convert.ToHexStringLower(ServerNotices.Error("x").In(MessageFormat.Binary).Span[1..]));

    [Theory]
    [InlineData(MessageFormat.Json, MessageFormat.Binary, "{")]
    [InlineData(MessageFormat.Binary, MessageFormat.Json, "\0\u0001\u0001")]
    [InlineData(MessageFormat.Binary, MessageFormat.Json, "\u0002")]
    public void What_cannot_be_converted_becomes_an_error(MessageFormat from, MessageFormat to, string text)
    {
        var message = new ServerMessage(from, Encoding.UTF8.GetBytes(text));

        Assert.Equal(to, ClientMessage.FormatOf(message.In(to).Span));
        Assert.Null(ClientMessage.TryRead(message.In(to), out _));
    }
}
