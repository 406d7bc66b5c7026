using System.Reflection;
using System.Text;
using BenchmarkDotNet.Attributes;
using HyperToken.Benchmarks.Live;
using HyperToken.Benchmarks.SlowLinks;

namespace HyperToken.Benchmarks;

/// <summary>What the program offers, printed by <c>--help</c> and without arguments.</summary>
internal static class Usage
{
    public const string Short = "--short";

    public static string Text()
    {
        var text = new StringBuilder($"""
            Benchmarks of HyperToken, engine: {EngineName.Full}

              dotnet run --project tests/HyperToken.Benchmarks -c Release -- ARGUMENTS

              --filter '*'               run everything; '*Wire*' one class, '*.PingPong' one benchmark
              --short                    fewer and shorter iterations: everything in a few minutes
              --list flat                names only
              idle-actors [COUNT]        bytes a started, idle actor occupies (COUNT: {IdleActors.DefaultCount:N0})
              compare [ROUNDS]           both engines in alternation (ROUNDS: {Comparison.DefaultRounds}); both must have been built
              live [OPTIONS]             whole peers in this process: deliveries a second, beside the engine's bare Tell
              slow-links [ROUNDS]        what a slow, stuck or cut receiver costs the others (ROUNDS: {SlowLinksRun.DefaultRounds})

            {LiveOptions.Usage}

            Other options are BenchmarkDotNet's. The engine is chosen at build time: AkkaEngine=packages dotnet run ...

            Benchmarks:

            """);
        foreach (var type in typeof(Usage).Assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var methods = type.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null).ToArray();
            if (methods.Length > 0)
                text.Append("  ").Append(type.Name).Append(": ").AppendJoin(", ", methods.Select(method => method.Name)).AppendLine();
        }

        return text.ToString();
    }
}
