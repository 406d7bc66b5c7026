namespace Akka.Configuration.Hocon;

public sealed class HoconObject
{
    internal HoconObject() { }

    private HoconObject(Dictionary<string, HoconValue> items) => Items = items;

    public Dictionary<string, HoconValue> Items { get; } = [];

    internal HoconValue GetOrAdd(string key)
    {
        if (!Items.TryGetValue(key, out var value))
        {
            value = new HoconValue();
            Items.Add(key, value);
        }

        return value;
    }

    // Neither side changes: documents are shared between configurations.
    internal HoconObject Overlaid(HoconObject over)
    {
        var merged = new Dictionary<string, HoconValue>(Items);
        foreach (var (key, value) in over.Items)
        {
            merged[key] = merged.TryGetValue(key, out var below) && below.GetObject() is { } a && value.GetObject() is { } b
                ? new HoconValue(a.Overlaid(b))
                : value;
        }

        return new HoconObject(merged);
    }

    internal void Include(HoconObject other)
    {
        foreach (var (key, value) in Overlaid(other).Items) Items[key] = value;
    }
}
