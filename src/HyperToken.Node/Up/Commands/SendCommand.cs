using System.Diagnostics;
using System.Text;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class SendCommand : ISlashCommand
{
    private const string MessageType = "line";

    public string Usage => "/send PEER TEXT";

    public string Does => "sends TEXT to one peer from a random other one, routed through others";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var end = argument.IndexOf(' ');
        if (end < 0)
            throw new SlashCommandException("give a peer and a text");

        var to = PeerReference.Resolve(argument[..end], context.Network);
        var from = context.Network.RandomPeer(butNot: to.Id);
        if (from == to)
            throw new SlashCommandException("there is no other peer to send it");

        var payload = Encoding.UTF8.GetBytes(argument[end..].TrimStart());
        var start = Stopwatch.GetTimestamp();
        var outcome = await from.Peer.SendAsync(to.Id, MessageType, payload);
        return new SendEvent(
            from.Id.ToString(), to.Id.ToString(), payload.Length, outcome, Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 3));
    }
}
