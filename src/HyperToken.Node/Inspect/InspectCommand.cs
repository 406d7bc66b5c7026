using System.CommandLine;
using System.CommandLine.Help;
using HyperToken.Node.CommandLine;

namespace HyperToken.Node.Inspect;

/// <summary>The verb <c>inspect</c>: its options, and what runs when they are right.</summary>
internal sealed class InspectCommand
{
    /// <summary>The environment variable the token is read from, which other users of the machine cannot see as they can a command line.</summary>
    public const string TokenVariable = "HYPERTOKEN_ADMIN_TOKEN";

    private const int MaxWatchSeconds = 86_400;
    private readonly Argument<string> _url = new("URL") { Description = "Where the process answers: the address its --admin was given; http:// may be left out" };

    private readonly Argument<string?> _query = new("QUERY")
    {
        Description = "peer, table, links, roles, stats or lookup, or what else the process answers; left out: which there are",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _argument = new("ARGUMENT")
    {
        Description = "What goes with the query: for lookup, the id of whom to look for",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write the answer as one line of JSON to stdout, and nothing else" };

    private readonly Option<string?> _token = new("--token")
    {
        Description = $"The token the process requires; better in the environment variable {TokenVariable}, which other users do not see",
        HelpName = "TOKEN",
    };

    private readonly Option<int?> _watch = NumberOption.Of("--watch", "Ask again every so many seconds until Ctrl-C", 1, MaxWatchSeconds);

    private InspectCommand()
    {
    }

    public static Command Create()
    {
        var inspect = new InspectCommand();
        var command = new Command("inspect", "Looks into a running peer or relay: who it is, whom it knows, what its links carry, what it has counted.");
        foreach (var argument in (Argument[])[inspect._url, inspect._query, inspect._argument])
            command.Arguments.Add(argument);
        foreach (var option in (Option[])[inspect._json, inspect._watch, inspect._token])
            command.Options.Add(option);

        command.SetAction(inspect.RunAsync);
        command.Options.Add(new HelpOption { Action = new InspectHelp() });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Read(parsed);
        using var signals = new StopSignals(cancellation);
        return await new InspectRun(settings, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).RunAsync(signals.Token);
    }

    private InspectSettings Read(ParseResult parsed)
    {
        var (query, argument) = (parsed.GetValue(_query), parsed.GetValue(_argument));
        InspectSettings.CheckQuery(query, argument);
        return new InspectSettings
        {
            Endpoint = InspectSettings.ReadEndpoint(parsed.GetValue(_url)!),
            Query = query,
            Argument = argument,
            Token = ReadToken(parsed.GetValue(_token)),
            Json = parsed.GetValue(_json),
            Every = parsed.GetValue(_watch) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    private static string? ReadToken(string? given)
    {
        var token = given ?? Environment.GetEnvironmentVariable(TokenVariable);
        if (string.IsNullOrEmpty(token))
            return null;

        return token.All(character => character is > ' ' and <= '~')
            ? token
            : throw new UsageException($"the token of {(given is null ? TokenVariable : "--token")} has characters that no token has: it is printable ASCII without spaces.");
    }
}
