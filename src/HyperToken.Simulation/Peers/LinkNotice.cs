namespace HyperToken.Simulation.Peers;

/// <summary>The other side has opened or closed a link. Links are connections: notices arrive.</summary>
internal sealed class LinkNotice
{
    public static readonly LinkNotice Opened = new();

    public static readonly LinkNotice Closed = new();

    private LinkNotice()
    {
    }
}
