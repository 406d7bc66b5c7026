using System.Diagnostics;
using System.Text.Json;
using HyperToken.Benchmarks.Engines;

namespace HyperToken.Benchmarks;

/// <summary>
/// Measures both engines in alternation, class by class, each time in a process of its own, so that whatever else the machine
/// does falls on both alike. Needs both builds; prints medians over the rounds as a table.
/// </summary>
internal static class Comparison
{
    public const int DefaultRounds = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        if (!CountArgument.TryRead(args, DefaultRounds, 100, out var rounds))
            return Fail("compare [ROUNDS], 1 to 100");

        foreach (var engine in EngineName.All)
        {
            if (!File.Exists(Build(engine)))
                return Fail($"First: AkkaEngine={engine} dotnet build tests/HyperToken.Benchmarks -c Release");
        }

        var table = new ComparisonTable();
        var types = typeof(EngineBenchmark).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EngineBenchmark))).ToArray();
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"round {round} of {rounds}");
            foreach (var type in types)
            {
                foreach (var engine in EngineName.All)
                    await MeasureAsync(engine, type.Name, table);
            }
        }

        Console.Write(table.Render(rounds));
        foreach (var engine in EngineName.All)
            Console.Write(await RunOnAsync(engine, "idle-actors"));

        return 0;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }

    private static async Task MeasureAsync(string engine, string type, ComparisonTable table)
    {
        var folder = Directory.CreateTempSubdirectory("hypertoken-benchmarks-");
        try
        {
            await RunOnAsync(engine, "--filter", $"*.{type}.*", Usage.Short, "--artifacts", folder.FullName);
            foreach (var report in folder.EnumerateFiles("*-brief.json", SearchOption.AllDirectories))
                Read(engine, report, table);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>This program as built for an engine: the two outputs differ in one folder's name.</summary>
    private static string Build(string engine) => typeof(Comparison).Assembly.Location.Replace(
        Path.Combine("bin", EngineName.Short) + Path.DirectorySeparatorChar,
        Path.Combine("bin", engine) + Path.DirectorySeparatorChar,
        StringComparison.Ordinal);

    private static async Task<string> RunOnAsync(string engine, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Build(engine), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{engine} ended with {process.ExitCode}:\n{output}");
    }

    private static void Read(string engine, FileInfo report, ComparisonTable table)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(report.FullName));
        foreach (var benchmark in json.RootElement.GetProperty("Benchmarks").EnumerateArray())
        {
            table.Add(
                engine,
                benchmark.GetProperty("Method").GetString()!,
                benchmark.GetProperty("Parameters").GetString()!.Replace("Dispatcher=", "", StringComparison.Ordinal),
                benchmark.GetProperty("Statistics").GetProperty("Median").GetDouble(),
                benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetDouble());
        }
    }
}
