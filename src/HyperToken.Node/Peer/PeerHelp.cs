using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HyperToken.Node.Peer;

/// <summary>The help of <c>peer</c>: the options, then what it does, and examples.</summary>
internal sealed class PeerHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _options = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = _options.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine("""
            It runs until Ctrl-C or SIGTERM, and then leaves in order; the end of its input does not stop it.

            Exit code:
              0  it was stopped
              2  wrong usage, the port is in use, or the key file cannot be used; one line on stderr says what, and how to mend it

            Examples:
              hypertoken peer                                                          the first of a network
              hypertoken peer --listen 127.0.0.1:4101 --join ws://127.0.0.1:4100/overlay
              hypertoken peer --key peer.key --listen 0.0.0.0:4100 --advertise ws://peer1.example:4100/overlay
              hypertoken peer --admin 127.0.0.1:9100                                   hypertoken inspect http://127.0.0.1:9100 table

            """);
        return result;
    }
}
