using System.CommandLine;
using System.CommandLine.Invocation;
using HyperToken.Configuration;
using HyperToken.Node.Inspect;
using HyperToken.Node.Peer;
using HyperToken.Node.Simulate;
using HyperToken.Node.Simulate.Search;
using HyperToken.Node.Up;
using HyperToken.Relay.Admin;
using HyperToken.Simulation;
using HyperToken.Simulation.Search;

namespace HyperToken.Node;

/// <summary>The verbs of the executable, and what all of them have in common: one line for wrong usage, exit codes, the version.</summary>
internal static class HyperTokenCommandLine
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="simulator">What makes the runs of <c>simulate</c>; null: the simulator.</param>
    /// <param name="searcher">What makes the search of <c>simulate --search</c>; null: the simulator's.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, SimulationRunner? simulator = null, FaultSearcher? searcher = null)
    {
        var root = Create(
            simulator ?? ((options, progress, stop) => new GossipSimulator(options).Run(progress, stop)),
            searcher ?? ((options, count, firstSeed, progress, stop) => new FaultSearch(options).Run(count, firstSeed, progress, stop)));
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            return Refuse(error, Describe(parsed));

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException wrong)
        {
            return Refuse(error, wrong.Message);
        }
        catch (HyperTokenConfigurationException wrong)
        {
            return Refuse(error, wrong.Message);
        }
        catch (AdminSettingsException wrong)
        {
            return Refuse(error, $"--admin: {wrong.Message}");
        }
    }

    private static RootCommand Create(SimulationRunner simulator, FaultSearcher searcher)
    {
        var root = new RootCommand("HyperToken: a peer-to-peer overlay in which any peer finds any other and a broadcast reaches everybody.")
        {
            HelpName = "hypertoken",
        };
        root.Subcommands.Add(UpCommand.Create());
        root.Subcommands.Add(PeerCommand.Create());
        root.Subcommands.Add(SimulateCommand.Create(simulator, searcher));
        root.Subcommands.Add(InspectCommand.Create());
        foreach (var option in root.Options.OfType<VersionOption>())
            option.Action = new VersionAction();

        return root;
    }

    private static int Refuse(TextWriter error, string message)
    {
        error.WriteLine($"hypertoken: {message.ReplaceLineEndings(" ")}");
        return ExitCode.Usage;
    }

    private static string Describe(ParseResult parsed)
    {
        if (parsed.Tokens.Count == 0)
            return "no verb was given; start a network with 'hypertoken up', or see 'hypertoken --help'.";

        var verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        var message = parsed.UnmatchedTokens is [var unknown, ..]
            ? $"'{unknown}' is not known here"
            : parsed.Errors[0].Message.TrimEnd('.');
        return $"{message}; see 'hypertoken{verb} --help'.";
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"hypertoken {Engine.Version} (engine {Engine.Name})");
            return ExitCode.Success;
        }
    }
}
