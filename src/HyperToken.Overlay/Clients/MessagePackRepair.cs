using System.Text;
using System.Text.Unicode;

namespace HyperToken.Overlay.Clients;

/// <summary>Rewrites messages in MessagePack that cannot go on as their clients wrote them.</summary>
internal static class MessagePackRepair
{
    /// <summary>The message with replacement characters for what is not UTF-8.</summary>
    /// <param name="body">A valid value of MessagePack.</param>
    public static byte[] WithValidText(ReadOnlySpan<byte> body)
    {
        var writer = new MessagePackWriter(body.Length);
        var reader = new MessagePackReader(body);

        // Heads of arrays and maps say how many values follow, not how long they are: each value is copied by itself.
        for (var from = 0; reader.TryRead(out var token); from = reader.Position)
        {
            if (token.Kind == MessagePackKind.String && !Utf8.IsValid(reader.Content(token)))
                writer.String(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(reader.Content(token))));
            else
                writer.Raw(body[from..reader.Position]);
        }

        return writer.Written.ToArray();
    }

    /// <summary>The message without some pairs of its map.</summary>
    /// <param name="body">A map.</param>
    /// <param name="pairs">Where the pairs begin and end, in their order.</param>
    public static byte[] WithoutPairs(ReadOnlySpan<byte> body, List<(int Start, int End)> pairs)
    {
        var reader = new MessagePackReader(body);
        reader.TryRead(out var map);
        var head = body[..reader.Position].ToArray();

        // The head stays as long as it is, so that nothing before the pairs moves.
        for (var (at, count) = (head.Length - 1, map.Length - pairs.Count); at >= 0; at--, count >>= 8)
            head[at] = at > 0 ? (byte)count : head.Length == 1 ? (byte)(0x80 | count) : head[0];

        var writer = new MessagePackWriter(body.Length);
        writer.Raw(head);
        var from = head.Length;
        foreach (var (start, end) in pairs)
        {
            writer.Raw(body[from..start]);
            from = end;
        }

        writer.Raw(body[from..]);
        return writer.Written.ToArray();
    }
}
