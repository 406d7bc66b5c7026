namespace HyperToken.Node.Up.Commands;

/// <summary>A command cannot be carried out. The message says why, and how to mend it.</summary>
internal sealed class SlashCommandException(string message) : Exception(message);
