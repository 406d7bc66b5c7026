namespace Akka.Streams.Implementation;

/// <summary>Adds the stages of a piece to a stream about to run, upstream first, and gives the piece's materialized value.</summary>
internal delegate TMat Blueprint<out TMat>(List<StageLogic> stages);

internal static class Blueprints
{
    /// <summary>One stage.</summary>
    public static Blueprint<NotUsed> Stage(Func<StageLogic> create) => Stage(() => (create(), NotUsed.Instance));

    /// <summary>One stage that has something to say to whoever runs it.</summary>
    public static Blueprint<TMat> Stage<TMat>(Func<(StageLogic Logic, TMat Mat)> create) => stages =>
    {
        var (logic, mat) = create();
        stages.Add(logic);
        return mat;
    };

    /// <summary>One stage whose materialized value is the task of its promise.</summary>
    public static Blueprint<Task<T>> Promise<T>(Func<TaskCompletionSource<T>, StageLogic> create) => Stage(() =>
    {
        // The stream's thread never runs the code that waits for a result.
        var promise = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (create(promise), promise.Task);
    });

    public static Blueprint<TMat> Join<TLeft, TRight, TMat>(
        this Blueprint<TLeft> upstream, Blueprint<TRight> downstream, Func<TLeft, TRight, TMat> combine) => stages =>
    {
        var left = upstream(stages);
        return combine(left, downstream(stages));
    };

    public static Blueprint<TMat> Then<TMat>(this Blueprint<TMat> upstream, Func<StageLogic> stage) =>
        upstream.Join(Stage(stage), Dsl.Keep.Left);
}
