using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads the words of HOCON: white space, comments, quoted and unquoted text.</summary>
internal sealed class HoconReader(string text)
{
    internal const string NotInText = "$\"{}[]:=,#`^?!@*&\\";
    internal const string NotInKey = NotInText + ".";

    private int _at;

    public bool AtEnd => _at >= text.Length;

    public char Next => AtEnd ? '\0' : text[_at];

    public bool AtComment => StartsWith("#") || StartsWith("//");

    public bool AtUnquoted => !AtEnd && !char.IsWhiteSpace(Next) && !AtComment && !NotInText.Contains(Next);

    public bool StartsWith(string word) => string.CompareOrdinal(text, _at, word, 0, word.Length) == 0;

    public void Skip(int length = 1) => _at += length;

    public bool TrySkip(char c)
    {
        if (Next != c || AtEnd) return false;
        _at++;
        return true;
    }

    public void SkipSpaceAndComments()
    {
        while (!AtEnd && (char.IsWhiteSpace(Next) || AtComment))
        {
            if (AtComment)
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else
            {
                _at++;
            }
        }
    }

    public string Blanks() => While(() => Next is ' ' or '\t');

    public string Unquoted() => While(() => AtUnquoted);

    // Keys may hold spaces inside, but end with their line.
    public string UnquotedKey() => While(() => Next is not ('\n' or '\r') && !AtComment && !NotInKey.Contains(Next)).Trim();

    public string TripleQuoted()
    {
        Skip(3);
        var end = text.IndexOf("\"\"\"", _at, StringComparison.Ordinal);
        if (end < 0) throw Error("a \"\"\" is never closed");
        var quoted = text[_at..end];
        _at = end + 3;
        return quoted;
    }

    public string Quoted()
    {
        Skip();
        var quoted = new StringBuilder();
        while (!TrySkip('"'))
        {
            if (AtEnd) throw Error("a quote is never closed");
            quoted.Append(TrySkip('\\') ? Escaped() : text[_at++]);
        }

        return quoted.ToString();
    }

    // The name of an include at this place, or null: then nothing is read, "include" may well be a key.
    public string? Include()
    {
        var start = _at;
        if (StartsWith("include"))
        {
            Skip("include".Length);
            var glued = _at;
            SkipSpaceAndComments();
            if (_at > glued && Next == '"') return Quoted();
        }

        _at = start;
        return null;
    }

    public FormatException Error(string problem)
    {
        var line = 1 + text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n');
        return new FormatException($"HOCON, line {line.ToString(CultureInfo.InvariantCulture)}: {problem}.");
    }

    private char Escaped()
    {
        var c = Next;
        _at++;
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => CodePoint(),
            _ => throw Error($"unknown escape code '{c}'"),
        };
    }

    private char CodePoint()
    {
        const int digits = 4;
        if (_at + digits > text.Length
            || !ushort.TryParse(text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, NumberFormatInfo.InvariantInfo, out var code))
            throw Error("unknown escape code 'u'");
        _at += digits;
        return (char)code;
    }

    private string While(Func<bool> wanted)
    {
        var start = _at;
        while (!AtEnd && wanted()) _at++;
        return text[start.._at];
    }
}
