namespace Akka.Configuration.Hocon;

/// <summary>One piece of a value: a literal, an object, an array or a substitution.</summary>
internal abstract class HoconElement
{
    /// <summary>The text, or null where the piece is none.</summary>
    public virtual string? Text => null;

    /// <summary>The object, or null where the piece is none.</summary>
    public virtual HoconObject? Object => null;

    /// <summary>The array's items, or null where the piece is none.</summary>
    public virtual IReadOnlyList<HoconValue>? Items => null;
}

/// <summary>Text as written, quotes removed.</summary>
internal sealed class HoconLiteral(string text) : HoconElement
{
    public override string Text => text;
}

/// <summary>Values in brackets.</summary>
internal sealed class HoconArray(IReadOnlyList<HoconValue> items) : HoconElement
{
    public override IReadOnlyList<HoconValue> Items => items;
}
