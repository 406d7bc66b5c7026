namespace Akka.Streams.Implementation;

/// <summary>Adds the stages of a piece to a stream about to run, upstream first, and gives the piece's materialized value.</summary>
internal interface IBlueprint<out TMat>
{
    TMat Build(List<StageLogic> stages);
}

internal sealed class StageBlueprint<TMat>(Func<(StageLogic Logic, TMat Mat)> create) : IBlueprint<TMat>
{
    public TMat Build(List<StageLogic> stages)
    {
        var (logic, mat) = create();
        stages.Add(logic);
        return mat;
    }
}

internal sealed class PlainBlueprint(Func<StageLogic> create) : IBlueprint<NotUsed>
{
    public NotUsed Build(List<StageLogic> stages)
    {
        stages.Add(create());
        return NotUsed.Instance;
    }
}

internal sealed class EmptyBlueprint : IBlueprint<NotUsed>
{
    public static readonly EmptyBlueprint Instance = new();

    public NotUsed Build(List<StageLogic> stages) => NotUsed.Instance;
}

internal sealed class JoinedBlueprint<TLeft, TRight, TMat>(
    IBlueprint<TLeft> upstream, IBlueprint<TRight> downstream, Func<TLeft, TRight, TMat> combine) : IBlueprint<TMat>
{
    public TMat Build(List<StageLogic> stages)
    {
        var left = upstream.Build(stages);
        return combine(left, downstream.Build(stages));
    }
}

internal sealed class MappedBlueprint<TMat, TMat2>(IBlueprint<TMat> inner, Func<TMat, TMat2> map) : IBlueprint<TMat2>
{
    public TMat2 Build(List<StageLogic> stages) => map(inner.Build(stages));
}

/// <summary>A stage with neither settings of its own nor a place in the DSL, such as a kill switch.</summary>
internal sealed class StageGraph<TShape, TMat>(Func<(StageLogic Logic, TMat Mat)> create) : IGraph<TShape, TMat> where TShape : Shape
{
    IBlueprint<TMat> IGraph<TShape, TMat>.Blueprint { get; } = new StageBlueprint<TMat>(create);
}
