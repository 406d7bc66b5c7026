namespace Akka.Configuration.Hocon;

/// <summary><c>${path}</c>: stands for the value which that path has once the whole document is read.</summary>
internal sealed class HoconSubstitution(string path) : HoconElement
{
    /// <summary>Where to look, from the document's root.</summary>
    public string Path { get; set; } = path;

    /// <summary>What was found; null while the document is being read.</summary>
    public HoconValue? Target { get; set; }

    public override string? Text => Target is { IsText: true } ? Target.RawText : null;

    public override HoconObject? Object => Target?.GetObject();

    public override IReadOnlyList<HoconValue>? Items => Target is { } target && target.GetArray() is { Count: > 0 } items ? [.. items] : null;
}
