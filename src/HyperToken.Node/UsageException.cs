namespace HyperToken.Node;

/// <summary>The command line, or a file it names, is wrong. The message says in one line what, and how to mend it.</summary>
internal sealed class UsageException(string message) : Exception(message);
