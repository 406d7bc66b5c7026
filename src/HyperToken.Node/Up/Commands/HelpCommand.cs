using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class HelpCommand : ISlashCommand
{
    public string Usage => "/help";

    public string Does => "lists the commands";

    public Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop) =>
        Task.FromResult<UpEvent>(new HelpEvent([.. SlashCommands.Usages().Select(command => new HelpLine(command.Usage, command.Does))]));
}

internal sealed record HelpEvent(IReadOnlyList<HelpLine> Commands) : UpEvent("help")
{
    public override IEnumerable<string> ToLines() => SlashCommands.Help();
}

internal sealed record HelpLine(string Usage, string Does);
