namespace Akka.Streams.Dsl;

/// <summary>Which materialized value to keep when two pieces of a stream are joined.</summary>
public static class Keep
{
    /// <summary>The upstream piece's.</summary>
    public static TLeft Left<TLeft, TRight>(TLeft left, TRight right) => left;

    /// <summary>The downstream piece's.</summary>
    public static TRight Right<TLeft, TRight>(TLeft left, TRight right) => right;

    /// <summary>Both.</summary>
    public static (TLeft, TRight) Both<TLeft, TRight>(TLeft left, TRight right) => (left, right);

    /// <summary>Neither.</summary>
    public static NotUsed None<TLeft, TRight>(TLeft left, TRight right) => NotUsed.Instance;
}
