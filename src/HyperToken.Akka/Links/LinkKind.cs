namespace HyperToken.Links;

/// <summary>What carries the frames between the peers of a process.</summary>
public enum LinkKind
{
    /// <summary>References: a frame goes straight into the other peer's mailbox.</summary>
    Direct = 0,

    /// <summary>Two bounded byte pipes, used as a socket would be.</summary>
    Pipe,
}
