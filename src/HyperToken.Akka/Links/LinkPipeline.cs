using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace HyperToken.Links;

/// <summary>
/// The stream that writes one link: the link's queue, a batch, the write. A batch begins when the one before has been taken by the
/// other side, so what cannot be written waits in the queue, where it is bounded. The stream idles until the queue wakes it.
/// </summary>
internal sealed class LinkPipeline
{
    private readonly ISourceQueueWithComplete<NotUsed> _turns;
    private readonly UniqueKillSwitch _killSwitch;

    private LinkPipeline(ISourceQueueWithComplete<NotUsed> turns, UniqueKillSwitch killSwitch, Task ended)
    {
        _turns = turns;
        _killSwitch = killSwitch;
        Ended = ended;
    }

    /// <summary>Ends after the last write.</summary>
    public Task Ended { get; }

    /// <param name="take">Takes what is to be written next out of the queue.</param>
    /// <param name="write">Writes it; the next batch waits for it.</param>
    /// <param name="materializer">Runs the stream.</param>
    public static LinkPipeline Run(Func<LinkQueue.Batch> take, Func<LinkQueue.Batch, Task> write, IMaterializer materializer)
    {
        var ((turns, killSwitch), ended) = Source.Queue<NotUsed>(1, OverflowStrategy.Backpressure)
            .ViaMaterialized(KillSwitches.Single<NotUsed>(), Keep.Both)
            .Select(_ => take())
            .ToMaterialized(Sink.ForEachAsync(1, write), Keep.Both)
            .Run(materializer);
        return new LinkPipeline(turns, killSwitch, ended);
    }

    /// <summary>There is something to write. Called once, and again only after a write has found that nothing was left.</summary>
    public void Wake() => _turns.OfferAsync(NotUsed.Instance);

    /// <summary>Ends the stream once the write under way has ended.</summary>
    public void Kill() => _killSwitch.Shutdown();
}
