using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using HyperToken.Node.CommandLine;

namespace HyperToken.Node.Inspect;

/// <summary>The help of <c>inspect</c>: arguments and options, then the queries, exit codes and examples.</summary>
internal sealed class InspectHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _options = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = _options.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Queries:");
        HelpColumns.Write(output,
        [
            ("peer", "who the peer is: id, address, mode, strategy and role; the size of the network as it estimates it"),
            ("table", "its routing table by buckets, and of each contact the failures, how long ago it was seen, and the round trip"),
            ("links", "its open links: frames and bytes in and out, what waits, what was dropped"),
            ("roles", "its role and score; of a leaf its supernodes, of a supernode its leaves"),
            ("stats", "all it has counted, by name; memory and garbage collection of the process"),
            ("lookup ID", "looks for a peer by its id of 64 hexadecimal digits; not done more often than a few times a second"),
        ]);
        output.WriteLine("  A process may answer more; 'hypertoken inspect URL' lists what it does answer. What 'up' answers takes a peer by index or beginning of id.");
        output.WriteLine("""

            Exit code:
              0  answered
              1  not answered: nobody there, no admin endpoint, a wrong token, or the process says why not; one line on stderr
              2  wrong usage; one line on stderr says what, and how to mend it

            Examples:
              hypertoken up --admin 127.0.0.1:9100                    a network that can be looked into
              hypertoken inspect 127.0.0.1:9100                       what it answers
              hypertoken inspect 127.0.0.1:9100 peer                  who the peer is
              hypertoken inspect 127.0.0.1:9100 links --watch 2       its links, every two seconds
              hypertoken inspect 127.0.0.1:9100 stats --json          for scripts: one JSON object
              HYPERTOKEN_ADMIN_TOKEN=$(cat token) hypertoken inspect https://peer.example:9100 table

            """);
        return result;
    }
}
