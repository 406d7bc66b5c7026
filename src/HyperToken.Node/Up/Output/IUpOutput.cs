using HyperToken.Node.Up.Broadcasts;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Output;

/// <summary>Where a run's reports go. Calls may come from any thread.</summary>
internal interface IUpOutput : IAsyncDisposable
{
    /// <summary>Peers are being started; shown until the next event.</summary>
    void Starting(StartProgress progress);

    /// <summary>The peers run; what a live view is to show from now on.</summary>
    void Running(Func<int> livePeers, BroadcastTotals totals);

    /// <summary>Reports an event.</summary>
    void Report(UpEvent happened);
}
