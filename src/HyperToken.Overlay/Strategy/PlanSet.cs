namespace HyperToken.Overlay.Strategy;

/// <summary>The broadcast plans a contact can route; bit n stands for the plan with value n + 1. The values are on the wire.</summary>
[Flags]
public enum PlanSet : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="BroadcastPlan.Naive"/>.</summary>
    Naive = 1,

    /// <summary><see cref="BroadcastPlan.Epidemic"/>.</summary>
    Epidemic = 2,

    /// <summary><see cref="BroadcastPlan.Tree"/>.</summary>
    Tree = 4,

    /// <summary><see cref="BroadcastPlan.Supernode"/>.</summary>
    Supernode = 8,

    /// <summary>Every plan this version routes.</summary>
    All = Naive | Epidemic | Tree | Supernode,
}
