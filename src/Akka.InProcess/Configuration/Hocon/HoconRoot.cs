namespace Akka.Configuration.Hocon;

public sealed class HoconRoot
{
    internal HoconRoot(HoconValue value, IReadOnlyList<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    public HoconRoot(HoconValue value) : this(value, []) { }

    public HoconValue Value { get; }

    internal IReadOnlyList<HoconSubstitution> Substitutions { get; }
}
