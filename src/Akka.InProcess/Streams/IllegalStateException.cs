using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Something was asked for at a time when it cannot be had.</summary>
public class IllegalStateException(string message) : AkkaException(message);
