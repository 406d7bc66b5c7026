namespace HyperToken.Benchmarks.Protocol;

/// <summary>Where the ids looked for lie.</summary>
public enum TargetKind
{
    /// <summary>Anywhere in the space, as a stranger's lookup.</summary>
    Random,

    /// <summary>Close to the table's owner, as in a lookup that is about to end: every bucket is looked into.</summary>
    NearSelf,
}
