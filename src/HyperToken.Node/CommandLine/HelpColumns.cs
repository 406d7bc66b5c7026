namespace HyperToken.Node.CommandLine;

/// <summary>Writes names with what they mean beside them, in lines that fit most terminals.</summary>
internal static class HelpColumns
{
    private const int Width = 120;
    private const int Indent = 2;
    private const int Column = 36;

    public static void Write(TextWriter output, IEnumerable<(string Name, string Meaning)> rows)
    {
        foreach (var (name, meaning) in rows)
        {
            var lead = new string(' ', Indent) + name;
            if (lead.Length >= Column)
            {
                output.WriteLine(lead);
                lead = "";
            }

            foreach (var line in Wrap(meaning, Width - Column))
            {
                output.WriteLine(lead.PadRight(Column) + line);
                lead = "";
            }
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            var cut = text.LastIndexOf(' ', width);
            if (cut <= 0)
                break;

            yield return text[..cut];
            text = text[(cut + 1)..];
        }

        yield return text;
    }
}
