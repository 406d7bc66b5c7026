using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using HyperToken.Node.Up.Commands;

namespace HyperToken.Node.Up;

/// <summary>The help of <c>up</c>: the options, then the commands its input may hold, what it writes, and examples.</summary>
internal sealed class UpHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _options = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = _options.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Input:");
        output.WriteLine($"  Each line is broadcast, at most {Broadcasts.BroadcastWindow.Size} at a time, and reported when every live peer has it or after 10 s.");
        output.WriteLine("  Lines that begin with / are commands. They wait until the broadcasts before them are reported; /kill N% now does not.");
        output.WriteLine();
        foreach (var line in SlashCommands.Help())
            output.WriteLine($"  {line}");

        output.WriteLine("""

            Exit code:
              0  every broadcast and every /send was delivered
              1  one was not, or an error was reported (an unknown command is one)
              2  wrong usage; one line on stderr says what, and how to mend it

            Examples:
              hypertoken up                                    100 peers; type lines at the terminal
              seq 200 | hypertoken up --peers 200 --json       200 broadcasts, one JSON object each
              hypertoken up --strategy naive --peers 40        a full mesh
              hypertoken up --peers 300 --strategy supernode   leaves and supernodes; /roles shows them
              hypertoken up --links pipe                       frames as bytes, as over a network
              hypertoken up --input script.txt --seed 7        lines and commands from a file
              hypertoken up --admin 127.0.0.1:9100             peers that 'hypertoken inspect' can look into
              hypertoken up --config hocon/peer.conf           settings from a file

            """);
        return result;
    }
}
