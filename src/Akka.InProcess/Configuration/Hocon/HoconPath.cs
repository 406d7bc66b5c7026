namespace Akka.Configuration.Hocon;

/// <summary>Splits <c>a."b.c".d</c> into its keys.</summary>
internal static class HoconPath
{
    public static IEnumerable<string> Split(string path)
    {
        var start = 0;
        while (start < path.Length)
        {
            if (path[start] == '"')
            {
                var close = path.IndexOf('"', start + 1);
                if (close < 0) throw new ArgumentException($"Missing quote in the path '{path}'.", nameof(path));
                yield return path[(start + 1)..close];
                start = close + 2;
                continue;
            }

            var dot = path.IndexOf('.', start);
            if (dot < 0)
            {
                yield return path[start..];
                yield break;
            }

            yield return path[start..dot];
            start = dot + 1;
        }
    }
}
