using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Keeps the test actor as the implicit sender behind an await, where the test goes on on another thread.</summary>
internal sealed class ActorCellKeepingSynchronizationContext(ActorCell? cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => new ActorCellKeepingSynchronizationContext(cell);

    private void Run(SendOrPostCallback callback, object? state)
    {
        var (cellBefore, contextBefore) = (ActorCell.Current, Current);
        ActorCell.Current = cell;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            ActorCell.Current = cellBefore;
            SetSynchronizationContext(contextBefore);
        }
    }
}
