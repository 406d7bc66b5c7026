using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using HyperToken.Overlay.Clients;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Clients;

[Properties(Replay = Fixed.Replay)]
public sealed class ClientMessagePropertyTests
{
    [Property(MaxTest = 500)]
    public void A_message_keeps_its_value_from_JSON_to_MessagePack_and_back(ulong seed)
    {
        var sent = ClientText.Read(new ArbitraryJson(new RandomSource(seed)).Message()).From("p1");
        var back = ClientBytes.Read(sent.In(MessageFormat.Binary).ToArray()).From("p1");

        using var expected = JsonDocument.Parse(sent.In(MessageFormat.Json));
        using var actual = JsonDocument.Parse(back.In(MessageFormat.Json));
        Assert.True(JsonElement.DeepEquals(AsDoubles(expected), AsDoubles(actual)), $"{expected.RootElement}\n{actual.RootElement}");
    }

    [Property(MaxTest = 500)]
    public void MessagePack_and_what_is_made_of_its_JSON_are_the_same_JSON(ulong seed)
    {
        var json = ClientBytes.Read([0, .. new ArbitraryMessagePack(new RandomSource(seed)).Message()]).From("p1").Json();
        var again = ClientBytes.Read(ClientText.Read(json).From("p1").In(MessageFormat.Binary).ToArray());

        Assert.Equal(json, again.From("p1").Json());
    }

    [Property(MaxTest = 500)]
    public void All_formats_tell_a_relay_the_same(ulong seed)
    {
        var first = ClientText.Read(new ArbitraryJson(new RandomSource(seed), hasLoneSurrogates: true).Message());
        var second = ClientBytes.Read(first.From("p1").In(MessageFormat.Binary).ToArray());

        Assert.Equal(first.Type, second.Type);
        Assert.Equal(first.TargetPeerId, second.TargetPeerId);
        Assert.Equal(first.RoomCode, second.RoomCode);
        Assert.Equal(first.IsSignal, second.IsSignal);
    }

    /// <summary>A value with its numbers rounded to what JavaScript can have.</summary>
    private static JsonElement AsDoubles(JsonDocument document)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
            Write(writer, document.RootElement);

        return JsonDocument.Parse(Encoding.UTF8.GetString(bytes.ToArray())).RootElement;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteNumberValue(element.GetDouble() + 0.0);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
