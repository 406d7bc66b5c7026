namespace HyperToken.Overlay.Supernode;

/// <summary>How many supernodes a network should have.</summary>
public static class SupernodeTarget
{
    /// <summary>
    /// The square root of the network's size, one for every <see cref="SupernodeSettings.LeavesPerSupernode"/> peers, or
    /// <see cref="SupernodeSettings.MinSupernodes"/>, whichever is most and rounded up; never more than there are peers.
    /// </summary>
    /// <param name="networkSize">Estimated number of peers, 1 or more.</param>
    /// <param name="settings">The settings of the peer that asks.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="networkSize"/> is below 1.</exception>
    public static int Of(int networkSize, SupernodeSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(networkSize, 1);
        ArgumentNullException.ThrowIfNull(settings);
        var byRoot = Math.Sqrt(networkSize);
        var byLeaves = networkSize / (double)settings.LeavesPerSupernode;
        var wanted = Math.Max(settings.MinSupernodes, Math.Ceiling(Math.Max(byRoot, byLeaves)));
        return (int)Math.Min(wanted, networkSize);
    }
}
