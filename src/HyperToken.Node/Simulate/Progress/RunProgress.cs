using Spectre.Console;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>Chooses how progress is shown.</summary>
internal static class RunProgress
{
    /// <param name="error">Where it is shown; redrawn when this is a terminal.</param>
    public static IRunProgress On(TextWriter error)
    {
        if (!ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected)
            return new ProgressTicker(error);

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return terminal.Profile.Capabilities.Ansi ? new ProgressLine(error, () => terminal.Profile.Width) : new ProgressTicker(error);
    }
}
