using System.Text.Json;
using Spectre.Console;

namespace HyperToken.Node.Inspect;

/// <summary>One run of <c>inspect</c>: ask, show, and ask again where that was wanted.</summary>
internal sealed class InspectRun
{
    private readonly InspectSettings _settings;
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly bool _isTerminal;

    public InspectRun(InspectSettings settings, TextWriter output, TextWriter error)
    {
        _settings = settings;
        _output = output;
        _error = error;
        _isTerminal = !settings.Json && ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    }

    /// <summary>Runs until the answer is shown, or where one is asked for again and again, until <paramref name="stop"/>.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var caller = new AdminCaller(_settings);
        try
        {
            var answer = await caller.AskAsync(stop);
            Show(answer);
            while (_settings.Every is { } interval)
            {
                await Task.Delay(interval, stop);
                answer = await caller.AskAsync(stop);
                if (_isTerminal)
                    AnsiConsole.Clear();
                else if (!_settings.Json)
                    _output.WriteLine();

                Show(answer);
            }

            return ExitCode.Success;
        }
        catch (InspectFailure failed)
        {
            _error.WriteLine($"hypertoken: {failed.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return _settings.Every is null ? ExitCode.Interrupted : ExitCode.Success;
        }
    }

    private void Show(JsonElement answer)
    {
        if (_settings.Json)
            _output.WriteLine(JsonSerializer.Serialize(answer));
        else
            WriteLines(AnswerView.Of(answer));

        _output.Flush();
    }

    private void WriteLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            _output.WriteLine(line);
    }
}
