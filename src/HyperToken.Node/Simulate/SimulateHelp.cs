using System.CommandLine;
using System.CommandLine.Invocation;
using HyperToken.Node.CommandLine;
using HyperToken.Simulation.Options.Settings;
using HyperToken.Simulation.Scenarios;

namespace HyperToken.Node.Simulate;

/// <summary>The help of <c>simulate</c>: the options by what they are about, the search for faults, scenario files, what is printed, and examples.</summary>
internal sealed class SimulateHelp(IReadOnlyList<Option> outputOptions, Option search) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine($"""
            Description:
              {parseResult.CommandResult.Command.Description}

            Usage:
              hypertoken simulate [options]

            """);
        foreach (var group in SimulationSettings.All.GroupBy(setting => setting.Group))
        {
            output.WriteLine($"{group.Key}:");
            HelpColumns.Write(output, group.Select(setting => ($"{setting.OptionName} {setting.ValueName}".TrimEnd(), Describe(setting))));
            output.WriteLine();
        }

        output.WriteLine("Input and output:");
        HelpColumns.Write(output, outputOptions.Select(Row));
        output.WriteLine();
        output.WriteLine("Fault search:");
        HelpColumns.Write(output, [Row(search)]);
        output.WriteLine($$"""

              Each seed, from --seed on, stands for one scenario of 20 to 400 peers: topology, latency, loss, crashes, churn,
              partitions, link caps, load. When the faults are over and the network has come to rest, it has to hold that every
              message that reached a peer was delivered, and once; that lookups find the nearest peer; that nothing is still
              under way; and that tables, links and lists keep their bounds. --threads seeds run at the same time; --json prints
              one object; no other option goes with a search. A finding names the command that replays it, and a single seed
              tells its scenario.

            Scenario files:
              Fields have the options' names (crashWindow is --crash-window), values are as above; peers, topology, build, plan
              and seed may be lists, of which every combination is run. A file holds one run, an array of runs, or an object:
                { "name": "loss", "defaults": { "peers": [1000, 10000], "latency": "10..100" },
                  "runs": [ { "loss": 0.01 }, { "loss": 0.1, "crash": 0.5, "partition": "0.5@1000+60000" } ] }
              A run may have limits, by the names that --csv has for figures; each broken one is printed:
                { "loss": 0.01, "atMost": { "copiesPerPeer": 20 }, "atLeast": { "deliveredWithin1s": 1 } }
              Built in:
            {{BuiltIn}}

            Output:
              Tables, JSON or CSV go to stdout when the last run has ended, progress and errors to stderr.
              Ctrl-C ends the run that is being made; what has been measured is printed, the unfinished run marked.

            Exit code:
              0    every run was made to its end; a search found nothing
              1    a limit of a scenario is broken; a plot could not be written; a search found something
              2    wrong usage; one line on stderr says what, and how to mend it
              130  stopped by Ctrl-C

            Examples:
              hypertoken simulate                                              20 broadcasts among 1000 peers
              hypertoken simulate --peers 100,1000,10000 --plot plots          three sizes, with plots
              hypertoken simulate --peers 100 --topology naive,kademlia        a full mesh beside Kademlia
              hypertoken simulate --peers 10000 --seed 7 --json                a run that others can repeat
              hypertoken simulate --peers 10000 --crash 0.5                    half the peers crash as the first broadcast is sent
              hypertoken simulate --peers 2000 --partition 0.5@1000+5000       half is cut off from the first second to the sixth
              hypertoken simulate --peers 10000 --lookups 1000 --stale 0.5     lookups with half the table entries dead
              hypertoken simulate --latency lognormal:40,0.5 --loss 0.01       most links are quick, a few very slow
              hypertoken simulate --scenario seed-batch --seed 2               the benchmark of the design, with another seed
              hypertoken simulate --search 20                                  20 random scenarios full of faults
              hypertoken simulate --search 1 --seed 17                         the scenario of one seed, and what it breaks

            """);
        return ExitCode.Success;
    }

    /// <summary>The names of the built-in scenarios, in lines as long as the others.</summary>
    private static string BuiltIn => string.Join('\n', BuiltInScenarios.Names.Chunk(8).Select(names => $"    {string.Join(" ", names)}"));

    private static (string Name, string Meaning) Row(Option option) =>
        ($"{option.Name} {option.HelpName}".TrimEnd(), option.Description ?? "");

    private static string Describe(SimulationSetting setting)
    {
        string[] notes = [setting.Limits, setting.Default.Length == 0 ? "" : $"default: {setting.Default}"];
        var said = string.Join("; ", notes.Where(note => note.Length > 0));
        return said.Length == 0 ? setting.Description : $"{setting.Description} [{said}]";
    }
}
