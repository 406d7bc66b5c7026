using HyperToken.Overlay;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Simulation.Runs;

/// <summary>
/// Tells when there is nothing more to watch: all broadcasts are made and all crashes have happened, everybody has what it
/// should, and no frame of a broadcast is under way. What peers go on with, such as digests, does not count.
/// </summary>
internal sealed class EndOfBroadcasts
{
    /// <summary>Where payloads are acknowledged, somebody may be waiting, with nothing under way, before it asks again: at most so long.</summary>
    private static readonly TimeSpan LongestTimeOut = TimeSpan.FromSeconds(2);

    private readonly SimulationWorld _world;
    private readonly Instant _last;
    private readonly Instant _end;
    private readonly TimeSpan _quietTime;
    private readonly Arrivals _arrivals;
    private Instant _quietSince;

    /// <summary>Begins to watch.</summary>
    /// <param name="world">The network.</param>
    /// <param name="last">When the last broadcast is made, or the last peer crashes.</param>
    /// <param name="end">Until when the network is watched at most.</param>
    public EndOfBroadcasts(SimulationWorld world, Instant last, Instant end)
    {
        _world = world;
        _last = last;
        _end = end;
        _quietTime = world.Options.EffectivePlan == BroadcastPlan.Tree ? LongestTimeOut : TimeSpan.Zero;
        _arrivals = new Arrivals(world, end);
    }

    /// <summary>Whether the run is over. Asked between any two windows, so it does next to nothing while frames are under way.</summary>
    public bool IsReached()
    {
        var now = _world.Loop.Now;
        if (now >= _end)
            return true;

        if (now <= _last || _world.UnderWay > 0)
            _quietSince = now;

        return now > _last && now >= _quietSince + _quietTime && _world.UnderWay == 0 && _arrivals.AreComplete();
    }
}
