using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Writes a value as HOCON that reads back to the same value, substitutions resolved.</summary>
internal static class HoconWriter
{
    public static string Write(HoconValue value)
    {
        var text = new StringBuilder();
        if (value.GetObject() is { } members) WriteMembers(text, members, 0);
        else WriteValue(text, value, 0);

        return text.ToString();
    }

    private static void WriteMembers(StringBuilder text, HoconObject members, int indent)
    {
        foreach (var (key, value) in members.Items)
        {
            text.Append(' ', indent * 2).Append(Quoted(key, HoconReader.NotInKey)).Append(" : ");
            WriteValue(text, value, indent);
            text.Append('\n');
        }
    }

    private static void WriteValue(StringBuilder text, HoconValue value, int indent)
    {
        if (value.GetObject() is { } members)
        {
            text.Append("{\n");
            WriteMembers(text, members, indent + 1);
            text.Append(' ', indent * 2).Append('}');
        }
        else if (value.IsText)
        {
            text.Append(Quoted(value.RawText, HoconReader.NotInText));
        }
        else
        {
            text.Append('[');
            var items = value.GetArray();
            for (var i = 0; i < items.Count; i++)
            {
                text.Append(i == 0 ? "" : ", ");
                WriteValue(text, items[i], indent + 1);
            }

            text.Append(']');
        }
    }

    private static string Quoted(string text, string special)
    {
        if (text.Length > 0 && !text.Contains("//") && !text.Any(c => char.IsWhiteSpace(c) || special.Contains(c)))
            return text;

        var escaped = text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");
        return $"\"{escaped}\"";
    }
}
