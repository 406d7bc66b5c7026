namespace Akka;

/// <summary>The materialized value of a stage that has none worth using.</summary>
public sealed class NotUsed : IEquatable<NotUsed>
{
    /// <summary>The one value.</summary>
    public static readonly NotUsed Instance = new();

    private NotUsed()
    {
    }

    /// <inheritdoc/>
    public bool Equals(NotUsed? other) => other is not null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NotUsed;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <inheritdoc/>
    public override string ToString() => "()";
}
