namespace HyperToken.Overlay.Strategy;

/// <summary>Lets a peer on <see cref="RoutingStrategy.Auto"/> follow the size of its network: looks at it now and then, and says when another strategy suits it.</summary>
internal sealed class AutomaticStrategy
{
    private readonly AutoSettings _settings;
    private readonly StrategySelector _selector;
    private bool _hasChosen;

    public AutomaticStrategy(AutoSettings settings, RoutingStrategy current)
    {
        _settings = settings;
        _selector = new StrategySelector(settings, current);
    }

    /// <summary>When the next sample is due; never before <see cref="Begin"/>.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>The table is filled: its density says something from now on.</summary>
    public void Begin(Instant now) => NextDeadline = Instant.Min(NextDeadline, now);

    /// <summary>Takes a sample.</summary>
    /// <returns>The strategy to follow from now on, and for how many peers it was chosen: after the first sample, and where it is another.</returns>
    public (RoutingStrategy Strategy, int NetworkSize)? Sample(SizeSample size, bool hasStableNodes, Instant now)
    {
        NextDeadline = now + _settings.SampleInterval;
        if (size.Peers == 0 || (!_selector.Sample(size.Peers, size.IsExact, hasStableNodes, now) && _hasChosen))
            return null;

        _hasChosen = true;
        return (_selector.Current, _selector.NetworkSize);
    }
}
