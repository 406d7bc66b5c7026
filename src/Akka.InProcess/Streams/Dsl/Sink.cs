using System.Collections.Immutable;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

public sealed class Sink<TIn, TMat> : Graph<SinkShape<TIn>, TMat>
{
    internal Sink(Blueprint<TMat> blueprint) : base(blueprint) { }
}

public static class Sink
{
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => new(Blueprints.Promise<Done>(promise => new IgnoreLogic<TIn>(promise)));

    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) => Ignored<TIn>(() => new SelectLogic<TIn, NotUsed>(element =>
    {
        action(element);
        return NotUsed.Instance;
    }));

    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action) =>
        Ignored<TIn>(() => new SelectAsyncLogic<TIn, NotUsed>(parallelism, async element =>
        {
            await action(element).ConfigureAwait(false);
            return NotUsed.Instance;
        }, ordered: false));

    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() =>
        new(Blueprints.Promise<IImmutableList<TIn>>(promise => new SeqLogic<TIn>(promise)));

    public static Sink<TIn, Task<TIn>> First<TIn>() => new(Blueprints.Promise<TIn>(promise => new FirstLogic<TIn>(promise)));

    private static Sink<TIn, Task<Done>> Ignored<TIn>(Func<StageLogic> stage) =>
        new(Blueprints.Stage(stage).Join(Ignore<NotUsed>().Blueprint, Keep.Right));
}
