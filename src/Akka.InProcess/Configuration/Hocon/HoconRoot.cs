namespace Akka.Configuration.Hocon;

/// <summary>A parsed document.</summary>
public sealed class HoconRoot
{
    internal HoconRoot(HoconValue value, IReadOnlyList<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    /// <summary>Wraps a value that has no open substitution.</summary>
    public HoconRoot(HoconValue value) : this(value, [])
    {
    }

    /// <summary>The tree.</summary>
    public HoconValue Value { get; }

    internal IReadOnlyList<HoconSubstitution> Substitutions { get; }
}
