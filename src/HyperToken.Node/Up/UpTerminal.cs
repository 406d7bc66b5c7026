using System.Text;
using HyperToken.Node.Up.Input;
using HyperToken.Node.Up.Output;

namespace HyperToken.Node.Up;

/// <summary>Finds out what the process is connected to, and opens the input and output that suit.</summary>
internal sealed class UpTerminal
{
    private readonly UpSettings _settings;

    public UpTerminal(UpSettings settings) => _settings = settings;

    /// <exception cref="UsageException">The input file cannot be read.</exception>
    public ILineSource OpenLines()
    {
        if (_settings.InputPath is not { } path)
            return new LineReader(new StreamReader(Console.OpenStandardInput(), Encoding.UTF8));

        try
        {
            return new LineReader(new StreamReader(path, Encoding.UTF8));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--input {path} cannot be read: {unreadable.Message} Name a readable file.");
        }
    }

    public IUpOutput OpenOutput()
    {
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        return _settings.Json ? new JsonOutput(output, Console.Error) : new TextOutput(output, Console.Error);
    }
}
