using System.Text.Json;
using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

/// <summary>Messages encoded by the libraries of existing clients; Vectors/vectors.mjs makes them.</summary>
public sealed class VectorTests
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "Clients", "Vectors", "vectors.jsonl");

    [Fact]
    public void Messages_of_existing_clients_become_what_those_expect_to_the_byte()
    {
        var vectors = Read().Where(vector => vector.Json is not null).ToArray();
        Assert.InRange(vectors.Length, 150, int.MaxValue);
        Assert.All(vectors, vector =>
        {
            var sent = ClientBytes.Read(Convert.FromHexString(vector.Frame)).From("p1");
            Assert.Equal(vector.Json, sent.Json());
            Assert.Null(BinaryFrame.TryOpen(sent.In(MessageFormat.Binary), ClientMessage.DefaultMaxBytes, out var body));
            Assert.Equal(vector.Binary, Convert.ToHexStringLower(body.Span));
        });
    }

    [Fact]
    public void What_existing_clients_cannot_read_is_refused()
    {
        var vectors = Read().Where(vector => vector.Json is null).ToArray();
        Assert.InRange(vectors.Length, 50, int.MaxValue);
        Assert.All(vectors, vector => Assert.NotNull(ClientBytes.ErrorOf(Convert.FromHexString(vector.Frame))));
    }

    private static IEnumerable<Vector> Read() =>
        System.IO.File.ReadLines(File).Select(line => JsonSerializer.Deserialize<Vector>(line, JsonSerializerOptions.Web)!);

    /// <param name="Frame">What a client sends, in hexadecimal digits.</param>
    /// <param name="Json">What clients in JSON receive; null where it cannot be read.</param>
    /// <param name="Binary">The MessagePack that binary clients receive, in hexadecimal digits.</param>
    private sealed record Vector(string Frame, string? Json, string? Binary);
}
