using System.CommandLine;
using System.CommandLine.Help;
using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Node.CommandLine;
using HyperToken.Node.Inspect;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Node.Up;

/// <summary>The verb <c>up</c>: its options, and what runs when they are right.</summary>
internal sealed class UpCommand
{
    private readonly Option<int> _peers = NumberOption.Of("--peers", "Peers to start in this process", 1, UpSettings.MaxPeers, 100);
    private readonly Option<int> _joinRate = NumberOption.Of("--join-rate", "Peers started a second at most", 1, 100_000, 200);
    private readonly Option<string?> _strategy = StrategyOption.Create();
    private readonly Option<string?> _preset = PresetOption();
    private readonly Option<string?> _links = LinksOption();
    private readonly Option<int?> _k = NumberOption.Of("--k", "Contacts a bucket holds, a lookup ends with, and an epidemic broadcast is forwarded to", 1, 255);
    private readonly Option<int?> _alpha = NumberOption.Of("--alpha", "Queries a lookup keeps in flight", 1, 32);
    private readonly Option<int?> _ttl = NumberOption.Of("--ttl", "Hops a broadcast may make; 64 on the tree plan, whatever is given here", 1, 255);
    private readonly Option<ulong> _seed = NumberOption.OfAny("--seed", "Seed of the random source: ids and choices repeat with it, timing does not", 1);
    private readonly Option<string?> _config = new("--config")
    {
        Description = "HOCON file with sections hypertoken and akka; options given here win",
        HelpName = "FILE.conf",
    };

    private readonly Option<string?> _input = new("--input") { Description = "File to read lines from, in place of stdin", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object per line to stdout, and nothing else" };

    private readonly AdminOptions _admin = new();

    private UpCommand()
    {
    }

    public static Command Create()
    {
        var up = new UpCommand();
        var command = new Command("up", "Starts a network of peers in this process, then broadcasts each line of its input from a random peer.");
        foreach (var option in (Option[])[up._peers, up._strategy, up._preset, up._links, up._joinRate, up._k, up._alpha, up._ttl, up._seed, up._config, up._input, up._json])
            command.Options.Add(option);

        up._admin.AddTo(command);
        command.SetAction(up.RunAsync);
        command.Options.Add(new HelpOption { Action = new UpHelp() });
        return command;
    }

    internal UpSettings Read(ParseResult parsed)
    {
        var config = UpSettings.Compose(
            parsed.GetValue(_config),
            parsed.GetValue(_strategy),
            parsed.GetValue(_links),
            parsed.GetValue(_k),
            parsed.GetValue(_alpha),
            parsed.GetValue(_ttl),
            parsed.GetValue(_preset));
        return new UpSettings
        {
            Peers = parsed.GetValue(_peers),
            JoinRate = parsed.GetValue(_joinRate),
            Seed = parsed.GetValue(_seed),
            InputPath = parsed.GetValue(_input),
            Json = parsed.GetValue(_json),
            Admin = _admin.Read(parsed),
            Config = config,
            HyperToken = HyperTokenSettings.Create(config),
        };
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Read(parsed);
        var terminal = new UpTerminal(settings);
        using var signals = new StopSignals(cancellation);
        var lines = terminal.OpenLines();
        await using var output = terminal.OpenOutput();
        return await new UpRun(settings, lines, output).RunAsync(signals.Token);
    }

    private static Option<string?> PresetOption()
    {
        var option = new Option<string?>("--supernode-preset")
        {
            Description = "How soon peers become supernodes: quick (within seconds, default) or standard (after an hour; until then elections fill the places)",
            HelpName = "standard|quick",
        };
        option.Validators.Add(result =>
        {
            var text = result.GetValue(option);
            if (SupernodePreset.All.All(preset => preset.Name != text))
                result.AddError($"--supernode-preset is '{text}'; allowed: {string.Join(", ", SupernodePreset.All.Select(preset => preset.Name))}");
        });
        return option;
    }

    private static Option<string?> LinksOption()
    {
        var option = new Option<string?>("--links")
        {
            Description = "What carries frames between the peers: direct (references, default) or pipe (bounded byte pipes, as over a network)",
            HelpName = "direct|pipe",
        };
        option.Validators.Add(result =>
        {
            var text = result.GetValue(option);
            if (!Enum.TryParse<LinkKind>(text, ignoreCase: true, out _) || int.TryParse(text, out _))
                result.AddError($"--links is '{text}'; allowed: direct, pipe");
        });
        return option;
    }
}
