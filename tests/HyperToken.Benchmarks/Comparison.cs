using System.Diagnostics;
using System.Globalization;
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
    private static readonly string[] Engines = ["inprocess", "packages"];

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = DefaultRounds;
        if (args.Length > 1 || (args.Length == 1 && !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out rounds)) || rounds is < 1 or > 100)
            return Fail("compare [ROUNDS], 1 to 100");

        foreach (var engine in Engines)
        {
            if (!File.Exists(Build(engine)))
                return Fail($"There is no build for the other engine. First: AkkaEngine={engine} dotnet build tests/HyperToken.Benchmarks -c Release");
        }

        var figures = new List<Figure>();
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"round {round} of {rounds}");
            foreach (var type in typeof(EngineBenchmark).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EngineBenchmark))))
            {
                foreach (var engine in Engines)
                    figures.AddRange(await MeasureAsync(engine, type.Name));
            }
        }

        Print(figures, rounds);
        foreach (var engine in Engines)
            Console.Write(await RunOnAsync(engine, "idle-actors"));

        return 0;
    }

    private static async Task<Figure[]> MeasureAsync(string engine, string type)
    {
        var folder = Directory.CreateTempSubdirectory("hypertoken-benchmarks-");
        try
        {
            await RunOnAsync(engine, "--filter", $"*.{type}.*", Usage.Short, "--artifacts", folder.FullName);
            return folder.EnumerateFiles("*-brief.json", SearchOption.AllDirectories).SelectMany(file => Read(engine, file)).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }

    /// <summary>This program as built for an engine: the two outputs differ in one folder's name.</summary>
    private static string Build(string engine) => typeof(Comparison).Assembly.Location.Replace(
        Path.Combine("bin", EngineName.Short) + Path.DirectorySeparatorChar,
        Path.Combine("bin", engine) + Path.DirectorySeparatorChar,
        StringComparison.Ordinal);

    private static async Task<string> RunOnAsync(string engine, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Build(engine), .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{engine} ended with {process.ExitCode}:\n{output}");
    }

    private static IEnumerable<Figure> Read(string engine, FileInfo report)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(report.FullName));
        foreach (var benchmark in json.RootElement.GetProperty("Benchmarks").EnumerateArray())
        {
            yield return new Figure(
                engine,
                benchmark.GetProperty("Method").GetString()!,
                benchmark.GetProperty("Parameters").GetString()!.Replace("Dispatcher=", "", StringComparison.Ordinal),
                benchmark.GetProperty("Statistics").GetProperty("Median").GetDouble(),
                benchmark.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetDouble());
        }
    }

    private static void Print(List<Figure> figures, int rounds)
    {
        Console.WriteLine($"Medians of {rounds} rounds in alternation (the quickest round in brackets), {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        Console.WriteLine("| benchmark | packages' dispatcher | in-process ns | packages ns | in-process B | packages B | throughput ratio | of the quickest | lowest to highest |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var ours in figures.Where(figure => figure.Engine == Engines[0]).GroupBy(figure => figure.Method))
        {
            foreach (var theirs in figures.Where(figure => figure.Engine == Engines[1] && figure.Method == ours.Key).GroupBy(figure => figure.Dispatcher))
                Console.WriteLine(Row(ours.Key, theirs.Key, ours.ToArray(), theirs.ToArray()));
        }
    }

    private static string Row(string method, string dispatcher, Figure[] ours, Figure[] theirs)
    {
        var ratios = ours.Zip(theirs, (our, their) => their.Nanoseconds / our.Nanoseconds).ToArray();
        string[] cells =
        [
            method, dispatcher, Times(ours), Times(theirs), Number(Median(ours.Select(f => f.Bytes))), Number(Median(theirs.Select(f => f.Bytes))),
            Ratio(Median(ratios)), Ratio(theirs.Min(f => f.Nanoseconds) / ours.Min(f => f.Nanoseconds)), $"{Ratio(ratios.Min())} to {Ratio(ratios.Max())}",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Times(Figure[] figures) => $"{Number(Median(figures.Select(f => f.Nanoseconds)))} ({Number(figures.Min(f => f.Nanoseconds))})";

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record Figure(string Engine, string Method, string Dispatcher, double Nanoseconds, double Bytes);
}
