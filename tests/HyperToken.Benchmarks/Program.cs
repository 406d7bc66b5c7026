using BenchmarkDotNet.Running;
using HyperToken.Benchmarks;

switch (args)
{
    case [] or ["--help" or "-h" or "-?" or "help", ..]:
        Console.Write(Usage.Text());
        return 0;
    case ["idle-actors", ..]:
        return await IdleActors.RunAsync(args[1..]);
    case ["compare", ..]:
        return await Comparison.RunAsync(args[1..]);
    default:
        var isShort = args.Contains(Usage.Short);
        var summaries = BenchmarkSwitcher
            .FromAssembly(typeof(Usage).Assembly)
            .Run(args.Where(argument => argument != Usage.Short).ToArray(), new BenchmarkConfig(isShort));

        // Nothing selected, or a case that failed, must not look like success to a script.
        var isComplete = summaries.Any() && summaries.All(summary => summary.Reports.All(report => report.Success) && !summary.HasCriticalValidationErrors);
        return isComplete || args.Any(argument => argument is "--list" or "--info" or "--version") ? 0 : 1;
}
