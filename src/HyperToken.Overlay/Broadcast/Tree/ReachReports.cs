using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Acknowledged broadcasts: tells those who wait how many peers were reached. At the origin that is the application, which hears
/// when all is served or its time limit is over; elsewhere the peer that gave the part.
/// </summary>
internal sealed class ReachReports
{
    private List<TreeMessage>? _own;

    /// <summary>When the next of this peer's own messages is reported at the latest.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>Waits for the reach of a message of this peer, which is on its way.</summary>
    public void Begin(TreeMessage message, Instant deadline, IPeerOutput output)
    {
        message.Reach = new ReachTally(deadline);
        (_own ??= []).Add(message);
        NextDeadline = Instant.Min(NextDeadline, deadline);
        if (message.Open == 0)
            Settled(message, output);
    }

    /// <summary>All regions of a message are served.</summary>
    public void Settled(TreeMessage message, IPeerOutput output)
    {
        if (message.Reach is not { IsTold: false } reach)
            return;

        reach.IsTold = true;
        var sum = ReachTally.SumOf(message);
        if (reach.Parent is { } parent)
            output.Send(parent, new DoneFrame(message.Held.Id, reach.Height, 1 + sum));
        else
            Report(message, isComplete: true, output);
    }

    /// <summary>Reports what is known of messages whose time limit is over.</summary>
    public void Advance(Instant now, IPeerOutput output)
    {
        while (NextDeadline <= now)
        {
            var due = _own!.First(message => message.Reach!.Deadline == NextDeadline);
            due.Reach!.IsTold = true;
            Report(due, isComplete: false, output);
        }
    }

    private void Report(TreeMessage message, bool isComplete, IPeerOutput output)
    {
        _own!.Remove(message);
        NextDeadline = _own.Count == 0 ? Instant.Never : _own.Min(open => open.Reach!.Deadline);
        output.Signal(new ReachKnown(message.Held.Id, ReachTally.SumOf(message), isComplete));
    }
}
