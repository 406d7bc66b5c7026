using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>A value: one piece, or several side by side (texts are joined, arrays appended, objects merged).</summary>
public sealed class HoconValue
{
    private readonly List<HoconElement> _elements = [];
    private HoconObject? _object;

    internal HoconValue()
    {
    }

    internal HoconValue(HoconObject value) => _object = value;

    /// <summary>Whether there is nothing here, or an object without members.</summary>
    public bool IsEmpty => GetObject() is { } o ? o.Items.Count == 0 : _elements.Count == 0;

    internal IReadOnlyList<HoconElement> Elements => _elements;

    internal IEnumerable<HoconValue> OwnMembers => _object?.Items.Values ?? Enumerable.Empty<HoconValue>();

    internal bool IsText => _object is null && _elements.Count > 0 && _elements.TrueForAll(e => e.Text is not null);

    internal string RawText => string.Concat(_elements.Select(e => e.Text)).Trim();

    /// <summary>Whether this is an object.</summary>
    public bool IsObject() => GetObject() is not null;

    /// <summary>Whether this is an array with at least one item.</summary>
    public bool IsArray() => GetArray().Count > 0;

    /// <summary>Whether this is text.</summary>
    public bool IsString() => IsText;

    /// <summary>The object, or null.</summary>
    public HoconObject? GetObject() => _object ?? (_elements.Count > 0 ? _elements[0].Object : null);

    /// <summary>The items; none if this is no array.</summary>
    public IList<HoconValue> GetArray() => [.. _elements.SelectMany(e => e.Items ?? [])];

    /// <summary>The text; null for <c>null</c> and for anything that is no text.</summary>
    public string? GetString() => IsText && RawText is var text && text != "null" ? text : null;

    /// <summary><c>on</c>, <c>off</c>, <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="NotSupportedException">It says something else.</exception>
    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var other => throw new NotSupportedException($"Unknown boolean format: {other}"),
    };

    /// <summary>A whole number of 32 bits.</summary>
    public int GetInt() => int.Parse(GetString()!, NumberFormatInfo.InvariantInfo);

    /// <summary>A whole number of 64 bits.</summary>
    public long GetLong() => long.Parse(GetString()!, NumberFormatInfo.InvariantInfo);

    /// <summary>A number.</summary>
    public float GetFloat() => float.Parse(GetString()!, NumberFormatInfo.InvariantInfo);

    /// <summary>A number.</summary>
    public double GetDouble() => double.Parse(GetString()!, NumberFormatInfo.InvariantInfo);

    /// <summary>A duration, see <see cref="Config.GetTimeSpan"/>.</summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconUnits.Duration(GetString(), allowInfinite);

    /// <summary>A size in bytes, see <see cref="Config.GetByteSize(string)"/>; null for <c>null</c>.</summary>
    public long? GetByteSize() => HoconUnits.Size(GetString());

    /// <summary>The texts of an array.</summary>
    public IList<string> GetStringList() => [.. GetArray().Select(v => v.GetString()!)];

    /// <summary>The whole numbers of an array.</summary>
    public IList<int> GetIntList() => [.. GetArray().Select(v => v.GetInt())];

    /// <summary>HOCON text of this value.</summary>
    public override string ToString() => HoconWriter.Write(this);

    internal HoconValue? Find(string path)
    {
        var node = this;
        foreach (var key in HoconPath.Split(path))
        {
            if (node.GetObject() is not { } members || !members.Items.TryGetValue(key, out node))
            {
                return null;
            }
        }

        return node;
    }

    internal void Append(HoconElement element) => _elements.Add(element);

    internal void Clear()
    {
        _elements.Clear();
        _object = null;
    }

    // Whatever else this was is gone: a later object replaces a text or an array.
    internal HoconObject BecomeObject()
    {
        if (_object is null)
        {
            _elements.Clear();
            _object = new HoconObject();
        }

        return _object;
    }
}
