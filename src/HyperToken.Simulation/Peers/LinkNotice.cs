namespace HyperToken.Simulation.Peers;

/// <summary>The other side has opened or closed a link. Links are connections: notices arrive, unless a partition is between.</summary>
internal sealed class LinkNotice
{
    public static readonly LinkNotice Opened = new();

    public static readonly LinkNotice Closed = new();

    /// <summary>The other side has started anew, and knows nothing of the link.</summary>
    public static readonly LinkNotice Reset = new();

    private LinkNotice()
    {
    }
}
