namespace HyperToken.Node.Up.Output;

/// <summary>What others wrote must not steer a terminal.</summary>
internal static class Printable
{
    /// <summary>The text with a dot for every control character.</summary>
    public static string Of(string text) =>
        !text.Any(char.IsControl) ? text : string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) ? '·' : from[i];
        });
}
