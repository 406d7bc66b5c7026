using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace HyperToken.Node.Tests;

/// <summary>The built executable as a child process, fed and read through pipes.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly WatchedWriter _output = new();
    private readonly WatchedWriter _error = new();
    private readonly Task _outputRead;
    private readonly Task _errorRead;

    private NodeProcess(Process process)
    {
        _process = process;
        _outputRead = CopyAsync(process.StandardOutput, _output);
        _errorRead = CopyAsync(process.StandardError, _error);
    }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public StreamWriter Input => _process.StandardInput;

    public int Id => _process.Id;

    /// <summary>Standard output as JSON, one object a line.</summary>
    public JsonElement[] Events =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public static NodeProcess Start(params string[] arguments) => StartWith(new Dictionary<string, string>(), arguments);

    /// <summary>With further environment variables.</summary>
    public static NodeProcess StartWith(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : dotnet)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };

        // Tests run in the background inherit a shell's "ignore Ctrl-C", and so would the process they signal.
        if (OperatingSystem.IsLinux())
        {
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add(dotnet);
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "hypertoken.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>Starts it, gives it all its lines, and waits for its end.</summary>
    public static async Task<NodeProcess> RunAsync(IEnumerable<string> lines, params string[] arguments)
    {
        var node = Start(arguments);
        foreach (var line in lines)
            await node.Input.WriteLineAsync(line);

        node.Input.Close();
        await node.ExitAsync();
        return node;
    }

    /// <summary>Waits until standard output holds a text.</summary>
    public Task ShowsAsync(string text) => _output.ShowsAsync(text);

    /// <summary>Waits for its end and for all it wrote.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var giveUp = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(giveUp.Token);
        await _outputRead;
        await _errorRead;
        return _process.ExitCode;
    }

    public int ExitCode => _process.ExitCode;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();

        _process.Dispose();
    }

    private static async Task CopyAsync(StreamReader from, WatchedWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
            to.WriteLine(line);
    }
}
