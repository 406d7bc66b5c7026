using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Which strategy a peer follows at the moment, and what follows from it: the plan of its own messages, the full mesh while it is
/// naive, and whether it has a role. A change closes nothing and forgets nothing: messages under way go on by the plan they name.
/// </summary>
internal sealed class ActiveStrategy
{
    private readonly PeerSettings _settings;
    private readonly PeerCounters _counters;

    public ActiveStrategy(PeerSettings settings, PeerCounters counters)
    {
        _settings = settings;
        _counters = counters;
        Current = settings.Strategy;
        IsAutomatic = Current == RoutingStrategy.Auto;
        HasRole = IsAutomatic || StrategyPlans.HasRoles(Current);
        Mesh = MeshFor(Current);
    }

    /// <summary>The strategy; <see cref="RoutingStrategy.Auto"/> until one was chosen.</summary>
    public RoutingStrategy Current { get; private set; }

    /// <summary>Whether the size of the network decides.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>Whether the peer takes part in what supernodes and leaves agree on. Once it does, it goes on: leaves may rely on it.</summary>
    public bool HasRole { get; private set; }

    /// <summary>Whether the peer begins as a leaf, not as a server among servers.</summary>
    public bool StartsAsLeaf => StrategyPlans.HasRoles(_settings.Strategy);

    /// <summary>The links of the naive strategy; null on the others.</summary>
    public MeshLinks? Mesh { get; private set; }

    /// <summary>The plan of the peer's own messages.</summary>
    public BroadcastPlan Plan => _settings.Broadcast.Plan ?? StrategyPlans.DefaultPlan(Current);

    /// <summary>The application wants another strategy.</summary>
    /// <returns>Whether the peer has to take on a role for it.</returns>
    public bool Want(RoutingStrategy wanted)
    {
        IsAutomatic = wanted == RoutingStrategy.Auto;
        if (HasRole || !(IsAutomatic || StrategyPlans.HasRoles(wanted)))
            return false;

        HasRole = true;
        return true;
    }

    /// <summary>Follows another strategy from now on.</summary>
    /// <param name="strategy">Which; not <see cref="RoutingStrategy.Auto"/>.</param>
    /// <param name="networkSize">For how many peers it was chosen; 0 where the application chose.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Is told of the change.</param>
    /// <returns>Whether it is another.</returns>
    public bool Change(RoutingStrategy strategy, int networkSize, Instant now, IPeerOutput output)
    {
        if (strategy == Current)
            return false;

        var from = Current;
        Current = strategy;
        Mesh = MeshFor(strategy);
        if (from != RoutingStrategy.Auto)
            _counters.StrategyChanges++;

        output.Signal(new StrategyChanged(from, strategy, networkSize, now + _settings.Broadcast.Repair.Window));
        return true;
    }

    private MeshLinks? MeshFor(RoutingStrategy strategy) =>
        strategy == RoutingStrategy.Naive ? new MeshLinks(_settings.MaxNaiveLinks) : null;
}
