using System.Globalization;

namespace Akka.Configuration.Hocon;

public sealed class HoconValue
{
    private readonly List<HoconElement> _elements = [];
    private HoconObject? _object;

    internal HoconValue() { }

    internal HoconValue(HoconObject value) => _object = value;

    public bool IsEmpty => GetObject() is { } o ? o.Items.Count == 0 : _elements.Count == 0;

    internal IReadOnlyList<HoconElement> Elements => _elements;

    internal IEnumerable<HoconValue> OwnMembers => _object?.Items.Values ?? Enumerable.Empty<HoconValue>();

    internal bool IsText => _object is null && _elements.Count > 0 && _elements.TrueForAll(e => e.Text is not null);

    internal string RawText => string.Concat(_elements.Select(e => e.Text)).Trim();

    public bool IsObject() => GetObject() is not null;

    public HoconObject? GetObject() => _object ?? (_elements.Count > 0 ? _elements[0].Object : null);

    public IList<HoconValue> GetArray() => [.. _elements.SelectMany(e => e.Items ?? [])];

    public string? GetString() => IsText && RawText is var text && text != "null" ? text : null;

    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var other => throw new NotSupportedException($"Unknown boolean format: {other}"),
    };

    public int GetInt() => int.Parse(GetString()!, NumberFormatInfo.InvariantInfo);

    public long GetLong() => long.Parse(GetString()!, NumberFormatInfo.InvariantInfo);

    public double GetDouble() => double.Parse(GetString()!, NumberFormatInfo.InvariantInfo);

    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconUnits.Duration(GetString(), allowInfinite);

    public long? GetByteSize() => HoconUnits.Size(GetString());

    public IList<string> GetStringList() => [.. GetArray().Select(v => v.GetString()!)];

    internal HoconValue? Find(string path)
    {
        var node = this;
        foreach (var key in HoconPath.Split(path))
        {
            if (node.GetObject() is not { } members || !members.Items.TryGetValue(key, out node)) return null;
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
