using Akka.Actor;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

/// <summary>All commands by name.</summary>
internal sealed class SlashCommands(SlashContext context)
{
    private static readonly ISlashCommand[] All =
    [
        new PeersCommand(),
        new TableCommand(),
        new LinksCommand(),
        new RolesCommand(),
        new StrategyCommand(),
        new LookupCommand(),
        new SendCommand(),
        new KillCommand(),
        new SpawnCommand(),
        new MaintainCommand(),
        new StatsCommand(),
        new HelpCommand(),
        new QuitCommand(),
    ];

    /// <summary>One line for each command.</summary>
    public static IEnumerable<string> Help()
    {
        var width = All.Max(command => command.Usage.Length) + 2;
        return All.Select(command => command.Usage.PadRight(width) + command.Does);
    }

    /// <summary>How each command is written.</summary>
    public static IEnumerable<(string Usage, string Does)> Usages() => All.Select(command => (command.Usage, command.Does));

    /// <summary>Whether a line is a command that does not wait for the broadcasts before it.</summary>
    public static bool IsImmediate(string line)
    {
        var (name, argument) = Split(line);
        return Find(name)?.IsImmediate(argument) == true;
    }

    /// <summary>Carries out a line that begins with a slash.</summary>
    /// <returns>Its answer, or an <see cref="ErrorEvent"/> that says why there is none.</returns>
    public async Task<UpEvent> RunAsync(string line, CancellationToken stop)
    {
        var (name, argument) = Split(line);
        if (Find(name) is not { } command)
            return new ErrorEvent($"{name} is no command; there are {string.Join(", ", All.Select(known => known.Usage))}");

        try
        {
            return await command.RunAsync(argument, context, stop);
        }
        catch (SlashCommandException wrong)
        {
            return new ErrorEvent($"{name}: {wrong.Message}");
        }
        catch (Exception unanswered) when (unanswered is AskTimeoutException or ArgumentException or PeerUnavailableException)
        {
            return new ErrorEvent($"{name} failed: {unanswered.Message}");
        }
        catch (OperationCanceledException)
        {
            return new ErrorEvent(stop.IsCancellationRequested ? $"{name} was cut short" : $"{name} failed: a peer did not stop in time");
        }
    }

    private static ISlashCommand? Find(string name) => Array.Find(All, command => Split(command.Usage).Name == name);

    private static (string Name, string Argument) Split(string line)
    {
        var end = line.IndexOfAny([' ', '\t']);
        return end < 0 ? (line.TrimEnd(), "") : (line[..end], line[end..].Trim());
    }
}
