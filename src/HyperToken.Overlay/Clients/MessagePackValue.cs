using System.Text.Unicode;

namespace HyperToken.Overlay.Clients;

/// <summary>Reads over values of MessagePack, and finds out whether clients could read them.</summary>
internal static class MessagePackValue
{
    public const string CutShort = "The message is no valid MessagePack.";
    public const string TooDeep = "The message is nested too deep.";
    public const string ForbiddenKey = "The message has a key that is neither text nor a number, or the key __proto__.";
    public const string BadTimestamp = "The message has a timestamp of a length that none has.";

    /// <summary>Reads one value with all that is in it.</summary>
    /// <param name="reader">Is behind the value afterwards, unless an error is returned.</param>
    /// <param name="depth">How many arrays and maps the value is in.</param>
    /// <param name="hasBrokenText">Set when a string in it is not UTF-8; left alone otherwise.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Skip(ref MessagePackReader reader, int depth, ref bool hasBrokenText)
    {
        if (!reader.TryRead(out var token))
            return CutShort;

        if (!token.IsContainer)
            return Check(reader, token, isKey: false, ref hasBrokenText);

        return depth >= ClientMessage.MaxDepth ? TooDeep : SkipInside(ref reader, token, depth + 1, ref hasBrokenText);
    }

    private static string? SkipInside(ref MessagePackReader reader, in MessagePackToken outer, int depth, ref bool hasBrokenText)
    {
        // Of each open array or map: how many values are still to come, and whether it is a map, of which every other value is a key.
        Span<int> left = stackalloc int[ClientMessage.MaxDepth];
        Span<bool> isMap = stackalloc bool[ClientMessage.MaxDepth];
        (left[0], isMap[0]) = (outer.Children, outer.Kind == MessagePackKind.Map);
        for (var top = 0; top >= 0;)
        {
            if (left[top] == 0)
            {
                top--;
                continue;
            }

            if (!reader.TryRead(out var token))
                return CutShort;

            var isKey = isMap[top] && left[top] % 2 == 0;
            left[top]--;
            if (Check(reader, token, isKey, ref hasBrokenText) is { } error)
                return error;

            if (!token.IsContainer)
                continue;

            if (depth + ++top > ClientMessage.MaxDepth)
                return TooDeep;

            (left[top], isMap[top]) = (token.Children, token.Kind == MessagePackKind.Map);
        }

        return null;
    }

    /// <summary>Whether JavaScript can have the key: it takes text and numbers.</summary>
    public static bool IsKey(in MessagePackReader reader, in MessagePackToken token) => token.Kind switch
    {
        MessagePackKind.String => !reader.Content(token).SequenceEqual("__proto__"u8),
        MessagePackKind.Number => true,
        _ => false,
    };

    private static string? Check(in MessagePackReader reader, in MessagePackToken token, bool isKey, ref bool hasBrokenText)
    {
        if (isKey && !IsKey(reader, token))
            return ForbiddenKey;

        if (token.Kind == MessagePackKind.String)
            hasBrokenText |= !Utf8.IsValid(reader.Content(token));
        else if (token.IsTimestamp && token.Length is not (4 or 8 or 12))
            return BadTimestamp;

        return null;
    }
}
