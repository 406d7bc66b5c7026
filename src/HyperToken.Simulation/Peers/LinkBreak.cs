namespace HyperToken.Simulation.Peers;

/// <summary>A peer's machine gives up a link over which nothing gets through.</summary>
/// <param name="Other">Index of the peer at the other end.</param>
/// <param name="IsLost">Whether it was open before; a link that nobody answered the opening of is just not there.</param>
internal sealed record LinkBreak(int Other, bool IsLost)
{
    /// <summary>How long the machine tries.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
}
