using HyperToken.Overlay;

namespace HyperToken.Simulation.Runs;

/// <summary>
/// Tells when there is nothing more to watch: all broadcasts are made and all crashes have happened, everybody has what it
/// should, no frame of a broadcast is under way, and nobody waits for an acknowledgement. What peers go on with, such as digests,
/// does not count.
/// </summary>
internal sealed class EndOfBroadcasts
{
    private readonly SimulationWorld _world;
    private readonly Instant _last;
    private readonly Instant _end;
    private readonly OpenRegions _open;
    private readonly Arrivals _arrivals;

    /// <summary>Begins to watch.</summary>
    /// <param name="world">The network.</param>
    /// <param name="last">Before then nothing is over: the last broadcast is to be made, or the last peer to crash.</param>
    /// <param name="end">Until when the network is watched at most.</param>
    public EndOfBroadcasts(SimulationWorld world, Instant last, Instant end)
    {
        _world = world;
        _last = last;
        _end = end;
        _open = new OpenRegions(world);
        _arrivals = new Arrivals(world, end);
    }

    /// <summary>Whether the run is over. Asked between any two windows, so it does next to nothing while frames are under way.</summary>
    public bool IsReached()
    {
        var now = _world.Loop.Now;
        return now >= _end || (now > _last && _world.UnderWay == 0 && _open.AreNone() && _arrivals.AreComplete());
    }
}
