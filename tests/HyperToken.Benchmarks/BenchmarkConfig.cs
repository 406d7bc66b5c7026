using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace HyperToken.Benchmarks;

/// <summary>
/// One process for all cases: nothing is generated and built in between, so that both engines and both build output trees work.
/// </summary>
internal sealed class BenchmarkConfig : ManualConfig
{
    public BenchmarkConfig(bool isShort)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
        AddJob(isShort
            ? job.WithId("Short").WithWarmupCount(4).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(100))
            : job.WithId("Full").WithWarmupCount(8).WithIterationCount(20).WithIterationTime(TimeInterval.FromMilliseconds(250)));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(new TagColumn("Engine", _ => EngineName.Full), StatisticColumn.Median, StatisticColumn.OperationsPerSecond);
        HideColumns(Column.Job, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub, JsonExporter.Brief);
    }
}
