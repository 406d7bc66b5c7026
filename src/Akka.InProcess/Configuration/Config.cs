using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

public sealed class Config
{
    public Config(HoconRoot root) : this(root.Value) { }
    private Config(HoconValue root) => Root = root;

    public static Config Empty { get; } = ConfigurationFactory.Empty;

    public HoconValue Root { get; }

    public bool IsEmpty => Root.IsEmpty;

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public Config? GetConfig(string path) => Find(path) is { } value ? new Config(value) : null;

    public HoconValue? GetValue(string path) => Find(path);

    public bool HasPath(string path) => Find(path) is not null;

    [return: NotNullIfNotNull(nameof(@default))]
    public string? GetString(string path, string? @default = null) => Find(path) is { } value ? value.GetString()! : @default;

    public bool GetBoolean(string path, bool @default = false) => Find(path)?.GetBoolean() ?? @default;

    public int GetInt(string path, int @default = 0) => Find(path)?.GetInt() ?? @default;

    public long GetLong(string path, long @default = 0) => Find(path)?.GetLong() ?? @default;

    public double GetDouble(string path, double @default = 0) => Find(path)?.GetDouble() ?? @default;

    public TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path)?.GetTimeSpan(allowInfinite) ?? @default.GetValueOrDefault();

    public long? GetByteSize(string path, long? def = null) => Find(path) is { } value ? value.GetByteSize() : def;

    public IList<string> GetStringList(string path) => Find(path)?.GetStringList() ?? [];

    public Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));

        if (fallback is null) return this;
        if (IsEmpty) return fallback;
        var merged = (fallback.Root.GetObject() ?? new HoconObject()).Overlaid(Root.GetObject() ?? new HoconObject());
        return new Config(new HoconValue(merged));
    }

    private HoconValue? Find(string path) => Root.Find(path);
}
