using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>
/// An immutable tree of settings. Paths are dotted; a key that contains a dot is quoted: <c>a."b.c".d</c>.
/// A getter returns its default for a missing path, and fails for a value of another form.
/// </summary>
public sealed class Config
{
    // What this document itself says; Root also holds what the fallbacks add.
    private readonly HoconValue _own;

    /// <summary>Wraps a parsed document.</summary>
    public Config(HoconRoot root) : this(root.Value, root.Value)
    {
    }

    private Config(HoconValue own, HoconValue merged)
    {
        _own = own;
        Root = merged;
    }

    /// <summary>A configuration without settings.</summary>
    public static Config Empty { get; } = ConfigurationFactory.Empty;

    /// <summary>The tree, fallbacks included.</summary>
    public HoconValue Root { get; }

    /// <summary>Whether there is no setting at all.</summary>
    public bool IsEmpty => Root.IsEmpty;

    /// <summary>Parses HOCON text.</summary>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>The settings below <paramref name="path"/>, or null without them.</summary>
    public Config? GetConfig(string path) => Find(path) is { } value ? new Config(value, value) : null;

    /// <summary>The raw value at <paramref name="path"/>, or null.</summary>
    public HoconValue? GetValue(string path) => Find(path);

    /// <summary>Whether there is a value at <paramref name="path"/>, be it <c>null</c>.</summary>
    public bool HasPath(string path) => Find(path) is not null;

    /// <summary>A text; null for <c>null</c>, an object or an array.</summary>
    [return: NotNullIfNotNull(nameof(@default))]
    public string? GetString(string path, string? @default = null) => Find(path) is { } value ? value.GetString()! : @default;

    /// <summary><c>on</c>, <c>off</c>, <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="NotSupportedException">It says something else.</exception>
    public bool GetBoolean(string path, bool @default = false) => Find(path)?.GetBoolean() ?? @default;

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="OverflowException">It does not fit 32 bits.</exception>
    public int GetInt(string path, int @default = 0) => Find(path)?.GetInt() ?? @default;

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="OverflowException">It does not fit 64 bits.</exception>
    public long GetLong(string path, long @default = 0) => Find(path)?.GetLong() ?? @default;

    /// <summary>A number, point as the decimal separator.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public float GetFloat(string path, float @default = 0) => Find(path)?.GetFloat() ?? @default;

    /// <summary>A number, point as the decimal separator.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public double GetDouble(string path, double @default = 0) => Find(path)?.GetDouble() ?? @default;

    /// <summary>
    /// A duration: a number with an optional unit (nanos, micros, ms, s, m, h, d or their long names), milliseconds without one.
    /// <c>infinite</c>, if allowed, is <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    /// <exception cref="FormatException">It is none, or negative.</exception>
    public TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path)?.GetTimeSpan(allowInfinite) ?? @default.GetValueOrDefault();

    /// <summary>A size in bytes: a whole number with an optional unit (<c>k</c> and <c>KiB</c> 1024, <c>kB</c> 1000, and so on).</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long? GetByteSize(string path) => Find(path)?.GetByteSize();

    /// <summary>A size in bytes, or <paramref name="def"/> for a missing path.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long? GetByteSize(string path, long? def = null) => Find(path) is { } value ? value.GetByteSize() : def;

    /// <summary>The texts of an array; empty for a missing path or any other value.</summary>
    public IList<string> GetStringList(string path) => Find(path)?.GetStringList() ?? [];

    /// <summary>The texts of an array; <paramref name="defaultPaths"/> for a missing path.</summary>
    public IList<string> GetStringList(string path, string[] defaultPaths) => Find(path)?.GetStringList() ?? defaultPaths;

    /// <summary>The whole numbers of an array.</summary>
    /// <exception cref="NullReferenceException">The path is missing.</exception>
    public IList<int> GetIntList(string path) => Find(path)!.GetIntList();

    /// <summary>The members at the top, each key once.</summary>
    public IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject()?.Items ?? [];

    /// <summary>These settings, and <paramref name="fallback"/>'s wherever these say nothing. Objects are merged, all else is replaced.</summary>
    /// <exception cref="ArgumentException">The fallback is this configuration itself.</exception>
    public Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
        {
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        }

        if (fallback is null)
        {
            return this;
        }

        if (IsEmpty)
        {
            return fallback;
        }

        var merged = (fallback.Root.GetObject() ?? new HoconObject()).Overlaid(Root.GetObject() ?? new HoconObject());
        return new Config(_own, new HoconValue(merged));
    }

    /// <summary>HOCON text of these settings, without the fallbacks.</summary>
    public override string ToString() => _own.ToString();

    /// <summary>HOCON text of these settings, with or without the fallbacks.</summary>
    public string ToString(bool includeFallback) => includeFallback ? Root.ToString() : ToString();

    private HoconValue? Find(string path) => Root.Find(path);
}
