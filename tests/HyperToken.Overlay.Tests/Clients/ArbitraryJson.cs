using System.Globalization;
using System.Text;

namespace HyperToken.Overlay.Tests.Clients;

/// <summary>Messages in JSON of every shape, spelled in every way that JSON allows.</summary>
internal sealed class ArbitraryJson(RandomSource random, bool hasLoneSurrogates = false)
{
    private static readonly string[] Names = ["type", "payload", "targetPeerId", "roomCode", "fromPeerId", "__proto", "0", "key"];
    private static readonly string[] Words = ["null", "true", "false"];
    private readonly StringBuilder _text = new();

    public string Message()
    {
        _text.Clear();
        Object(0);
        return _text.ToString();
    }

    private void Value(int depth)
    {
        Blank();
        switch (random.Next(depth > 5 ? 5 : 8))
        {
            case 0:
                _text.Append(Words[random.Next(Words.Length)]);
                break;
            case 1 or 2:
                Number();
                break;
            case 3 or 4:
                String(Letters());
                break;
            case 5:
                Array(depth + 1);
                break;
            default:
                Object(depth + 1);
                break;
        }

        Blank();
    }

    private void Object(int depth)
    {
        _text.Append('{');
        var count = Count();
        for (var i = 0; i < count; i++)
        {
            _text.Append(i > 0 ? "," : string.Empty);
            Blank();

            // Names differ, so that the value is the same for every reader.
            var name = depth == 0 && i < Names.Length ? Names[i] : Letters() + i;
            String(name);
            Blank();
            _text.Append(':');
            Value(depth);
        }

        Blank();
        _text.Append('}');
    }

    private void Array(int depth)
    {
        _text.Append('[');
        var count = Count();
        for (var i = 0; i < count; i++)
        {
            _text.Append(i > 0 ? "," : string.Empty);
            Value(depth);
        }

        Blank();
        _text.Append(']');
    }

    private int Count() => random.Next(20) == 0 ? random.Next(40) : random.Next(5);

    private void Number()
    {
        var bits = (long)random.NextBits();
        _text.Append(random.Next(5) switch
        {
            0 => random.Next(400) - 200,
            1 => bits >> (11 + random.Next(52)),
            2 => BitConverter.Int64BitsToDouble(bits) is var value && double.IsFinite(value) ? Text(value) : "0.0",
            3 => Text((bits >> 10) / 1024.0),
            _ => $"{random.Next(1000)}.{random.Next(1000)}e{random.Next(40) - 20}",
        });
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private string Letters()
    {
        var text = new StringBuilder();
        for (var left = random.Next(30) == 0 ? random.Next(1500) : random.Next(9); left > 0; left--)
        {
            var rune = random.Next(7) switch
            {
                0 => random.Next(0x20),
                1 => 0x80 + random.Next(0x780),
                2 => 0x800 + random.Next(0xd000),
                3 => 0x10000 + random.Next(0x100000),
                4 => "\"\\/"[random.Next(3)],
                _ => 0x20 + random.Next(0x60),
            };
            text.Append(char.ConvertFromUtf32(rune));
            if (hasLoneSurrogates && random.Next(10) == 0)
                text.Append((char)(0xd800 + random.Next(0x800)));
        }

        return text.ToString();
    }

    private void String(string value)
    {
        _text.Append('"');
        var escapes = random.Next(3);
        for (var i = 0; i < value.Length; i++)
        {
            var unit = value[i];
            if (unit < 0x20 || unit is '"' or '\\' || char.IsSurrogate(unit) || (escapes == 0 && random.Next(3) == 0))
                Escape(unit);
            else
                _text.Append(unit);
        }

        _text.Append('"');
    }

    private void Escape(char unit)
    {
        var letter = "\"\\/\b\f\n\r\t".IndexOf(unit);
        if (letter >= 0 && random.Next(2) == 0)
            _text.Append('\\').Append("\"\\/bfnrt"[letter]);
        else
            _text.Append("\\u").Append(((int)unit).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture));
    }

    private void Blank() => _text.Append(' ', random.Next(8) == 0 ? random.Next(3) : 0);
}
