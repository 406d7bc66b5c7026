using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class QuitCommand : ISlashCommand
{
    public string Usage => "/quit";

    public string Does => "ends the run; so do the end of the input and Ctrl-C";

    public Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop) =>
        Task.FromResult<UpEvent>(new QuitEvent());
}

internal sealed record QuitEvent() : UpEvent("quit")
{
    public override IEnumerable<string> ToLines() => [];
}
