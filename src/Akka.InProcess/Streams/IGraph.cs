using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>An immutable piece of a stream, which can be run any number of times.</summary>
/// <typeparam name="TShape">What it can be joined to.</typeparam>
/// <typeparam name="TMaterialized">What each run of it gives to its starter.</typeparam>
public interface IGraph<out TShape, out TMaterialized> where TShape : Shape
{
    internal IBlueprint<TMaterialized> Blueprint { get; }
}
