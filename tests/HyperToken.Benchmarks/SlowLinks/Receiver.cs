namespace HyperToken.Benchmarks.SlowLinks;

/// <summary>What the one receiver does that is not like the others.</summary>
internal enum Receiver
{
    /// <summary>It reads all it is sent: what the other cases are compared with.</summary>
    Reads,

    /// <summary>It never reads.</summary>
    Stops,

    /// <summary>It reads 1 KB a second.</summary>
    Trickles,

    /// <summary>Its link is cut in the middle of a frame, and it comes back, once a second.</summary>
    IsCut,
}
