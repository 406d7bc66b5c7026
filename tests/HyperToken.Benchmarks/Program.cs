using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using HyperToken.Benchmarks;
using HyperToken.Benchmarks.Live;
using HyperToken.Benchmarks.SlowLinks;

switch (args)
{
    case [] or ["--help" or "-h" or "-?" or "help", ..]:
        Console.Write(Usage.Text());
        return 0;
    case ["idle-actors", ..]:
        return await IdleActors.RunAsync(args[1..]);
    case ["live", ..]:
        return await LiveRun.RunAsync(args[1..]);
    case ["slow-links", ..]:
        return await SlowLinksRun.RunAsync(args[1..]);
    case ["compare", ..]:
        return await Comparison.RunAsync(args[1..]);
    default:
        var isShort = args.Contains(Usage.Short);
        var summaries = BenchmarkSwitcher
            .FromAssembly(typeof(Usage).Assembly)
            .Run(args.Where(argument => argument != Usage.Short).ToArray(), new BenchmarkConfig(isShort));

        // Nothing selected, or a case that failed, must not look like success to a script.
        var isOnlyAsking = args.Any(argument => argument is "--list" or "--info" or "--version");
        return isOnlyAsking || (summaries.Any() && summaries.All(IsComplete)) ? 0 : 1;
}

static bool IsComplete(Summary summary) => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success);
