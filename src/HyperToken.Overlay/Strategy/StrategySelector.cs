namespace HyperToken.Overlay.Strategy;

/// <summary>
/// Which strategy a peer on <see cref="RoutingStrategy.Auto"/> uses at the moment: naive, supernode or Kademlia, by the smoothed
/// size of the network.
/// </summary>
/// <remarks>
/// A threshold is crossed upward where the size reaches it with the margin of <see cref="AutoSettings.Hysteresis"/> to spare, and
/// downward where the size would stay below it with the margin added. An exact count crosses upward without a margin; on the way
/// down it has one, so a network that goes back and forth around a threshold changes once. A strategy is kept for the dwell time.
/// </remarks>
internal sealed class StrategySelector
{
    private readonly AutoSettings _settings;
    private readonly NetworkSizeSmoother _size = new();
    private Instant? _changedAt;
    private Instant? _doubtedSince;
    private bool? _hasStableNodes;
    private bool _isSecondChoice;

    /// <summary>Makes a selector; the first change needs no dwell time.</summary>
    /// <param name="settings">When it changes.</param>
    /// <param name="current">Where it starts; naive suits a peer that knows nobody.</param>
    public StrategySelector(AutoSettings settings, RoutingStrategy current = RoutingStrategy.Naive)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        Current = current;
    }

    /// <summary>The strategy to use.</summary>
    public RoutingStrategy Current { get; private set; }

    /// <summary>The smoothed number of peers, 1 or more.</summary>
    public int NetworkSize => (int)Math.Round(_size.Size);

    /// <summary>Takes a sample of the network's size.</summary>
    /// <param name="networkSize">The number of peers, this one included.</param>
    /// <param name="isExact">Whether it was counted in a complete table, not estimated.</param>
    /// <param name="hasStableNodes">Whether supernodes can be had.</param>
    /// <param name="now">The time, not before that of the last sample.</param>
    /// <returns>Whether <see cref="Current"/> has changed.</returns>
    public bool Sample(int networkSize, bool isExact, bool hasStableNodes, Instant now)
    {
        _size.Add(networkSize, isExact);
        Believe(hasStableNodes, now);
        if (now - _changedAt < _settings.Dwell)
            return false;

        var next = Next(isExact ? networkSize : _size.Size / (1 + _settings.Hysteresis), _size.Size * (1 + _settings.Hysteresis));
        if (next == Current)
            return false;

        // A middle-sized network that would have supernodes if it could.
        _isSecondChoice = _hasStableNodes == false && next != _settings.Thresholds.Choose(NetworkSize, hasStableNodes: true);
        Current = next;
        _changedAt = now;
        return true;
    }

    /// <param name="sure">The network has at least so many peers, as far as the margin goes.</param>
    /// <param name="possible">It may have so many.</param>
    private RoutingStrategy Next(double sure, double possible)
    {
        if (_hasStableNodes == false ? Current == RoutingStrategy.Supernode : _isSecondChoice)
            return Choose(_size.Size);

        var (least, most) = (Choose(sure), Choose(possible));
        return Rank(least) > Rank(Current) ? least
            : Rank(most) < Rank(Current) ? most
            : Current;
    }

    private RoutingStrategy Choose(double networkSize) =>
        _settings.Thresholds.Choose((int)Math.Min(networkSize, int.MaxValue), _hasStableNodes == true);

    /// <summary>Stable nodes that come and go for moments make no difference.</summary>
    private void Believe(bool hasStableNodes, Instant now)
    {
        _hasStableNodes ??= hasStableNodes;
        if (hasStableNodes == _hasStableNodes)
        {
            _doubtedSince = null;
            return;
        }

        _doubtedSince ??= now;
        if (now - _doubtedSince < _settings.Dwell)
            return;

        _hasStableNodes = hasStableNodes;
        _doubtedSince = null;
    }

    /// <summary>Which strategy is for larger networks.</summary>
    private static int Rank(RoutingStrategy strategy) => strategy switch
    {
        RoutingStrategy.Naive => 0,
        RoutingStrategy.Supernode => 1,
        _ => 2,
    };
}
