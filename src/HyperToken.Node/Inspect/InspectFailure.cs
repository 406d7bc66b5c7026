namespace HyperToken.Node.Inspect;

/// <summary>A question was not answered. The message says in one line why, and how to mend it.</summary>
internal sealed class InspectFailure(string message) : Exception(message);
