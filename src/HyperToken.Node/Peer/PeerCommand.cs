using System.CommandLine;
using System.CommandLine.Help;
using HyperToken.Configuration;
using HyperToken.Node.CommandLine;
using HyperToken.Node.Inspect;
using HyperToken.Node.Up;
using HyperToken.Overlay.Identity;

namespace HyperToken.Node.Peer;

/// <summary>The verb <c>peer</c>: its options, and what runs when they are right.</summary>
internal sealed class PeerCommand
{
    private readonly Option<string> _listen = EndpointOption.Create("--listen", "Where other peers connect to this one", "127.0.0.1:4100");
    private readonly Option<string[]> _join = new("--join")
    {
        Description = "Address of a peer to join through, ws://host:port/overlay or wss://…; may be given often, and is tried until it answers",
        HelpName = "URL",
    };

    private readonly Option<string?> _advertise = new("--advertise")
    {
        Description = "The address others are told, where it is another than --listen: behind a proxy, in a container",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = "File with the peer's key, and so its id; made if it is not there. Without it, every start has a new id",
        HelpName = "FILE",
    };

    private readonly Option<string?> _strategy = StrategyOption.Create();
    private readonly Option<string?> _config = new("--config")
    {
        Description = "HOCON file with sections hypertoken and akka; options given here win",
        HelpName = "FILE.conf",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object per line to stdout, and nothing else" };

    private readonly AdminOptions _admin = new();

    private PeerCommand()
    {
    }

    public static Command Create()
    {
        var peer = new PeerCommand();
        var command = new Command("peer", "Runs one peer that others reach over the network. Lines of its input are broadcast; what others broadcast is printed.");
        foreach (var option in (Option[])[peer._listen, peer._join, peer._advertise, peer._key, peer._strategy, peer._config, peer._json])
            command.Options.Add(option);

        peer._admin.AddTo(command);
        Check(peer._join, result => result.GetValue(peer._join) ?? []);
        Check(peer._advertise, result => result.GetValue(peer._advertise) is { } address ? [address] : []);
        command.SetAction(peer.RunAsync);
        command.Options.Add(new HelpOption { Action = new PeerHelp() });
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var config = UpSettings.Compose(parsed.GetValue(_config), parsed.GetValue(_strategy), links: null, k: null, alpha: null, ttl: null);

        // A setting that is not allowed is told before anything runs.
        HyperTokenSettings.Create(config);
        var settings = new PeerSettings
        {
            Listen = EndpointOption.TryParse(parsed.GetValue(_listen))!,
            Join = parsed.GetValue(_join) ?? [],
            Advertise = parsed.GetValue(_advertise),
            KeyPath = parsed.GetValue(_key),
            Admin = _admin.Read(parsed),
            Config = config,
        };
        using var signals = new StopSignals(cancellation);
        using var output = PeerOutput.Open(parsed.GetValue(_json));
        return await new PeerRun(settings, output).RunAsync(signals.Token);
    }

    private static void Check(Option option, Func<System.CommandLine.Parsing.OptionResult, string[]> values) =>
        option.Validators.Add(result =>
        {
            foreach (var address in values(result))
            {
                if (!IsAddress(address))
                    result.AddError($"{option.Name} is '{address}'; allowed: an address of at most {Contact.MaxAddressLength} characters that begins with ws:// or wss://, as in ws://127.0.0.1:4100/overlay");
            }
        });

    private static bool IsAddress(string text) =>
        text.Length <= Contact.MaxAddressLength && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("ws" or "wss");
}
