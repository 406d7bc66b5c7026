using System.Text;
using HyperToken.Node.Up.Input;
using HyperToken.Node.Up.Output;
using Spectre.Console;

namespace HyperToken.Node.Up;

/// <summary>Finds out what the process is connected to, and opens the input and output that suit.</summary>
internal sealed class UpTerminal
{
    private readonly UpSettings _settings;
    private readonly LineEditor? _editor;

    public UpTerminal(UpSettings settings)
    {
        _settings = settings;
        IsLive = !settings.Json && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        if (IsLive && settings.InputPath is null && !Console.IsInputRedirected)
            _editor = new LineEditor();
    }

    /// <summary>Whether somebody looks at standard output, on a terminal that can redraw.</summary>
    private bool IsLive { get; }

    /// <exception cref="UsageException">The input file cannot be read.</exception>
    public ILineSource OpenLines()
    {
        if (_settings.InputPath is { } path)
            return new LineReader(Open(path));

        if (_editor is null)
            return new LineReader(new StreamReader(Console.OpenStandardInput(), Encoding.UTF8));

        _editor.Start(() => Console.ReadKey(intercept: true));
        return _editor;
    }

    public IUpOutput OpenOutput()
    {
        if (IsLive)
            return new LiveView(AnsiConsole.Console, _editor);

        // Who writes to the console all the same, as the actor system does with what its logger leaves when it stops, is sent to stderr.
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        Console.SetOut(Console.Error);
        return _settings.Json ? new JsonOutput(output, Console.Error) : new TextOutput(output, Console.Error);
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, Encoding.UTF8);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--input {path} cannot be read: {unreadable.Message} Name a readable file.");
        }
    }
}
