using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

/// <summary>One command of the input.</summary>
internal interface ISlashCommand
{
    /// <summary>How it is written, name first: <c>/kill N%</c>.</summary>
    string Usage { get; }

    /// <summary>What it does, in one line.</summary>
    string Does { get; }

    /// <summary>Whether it is done at once, without a wait until the broadcasts before it are reported.</summary>
    /// <param name="argument">What follows the name, trimmed.</param>
    bool IsImmediate(string argument) => false;

    /// <summary>Does it.</summary>
    /// <param name="argument">What follows the name, trimmed.</param>
    /// <param name="context">The run.</param>
    /// <param name="stop">The run is to end.</param>
    /// <exception cref="SlashCommandException">The argument makes no sense.</exception>
    Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop);
}
