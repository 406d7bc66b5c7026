using HyperToken.Overlay;

namespace HyperToken.Simulation.Runs;

/// <summary>
/// Tells when every broadcast has reached everybody it should. What is missing only ever gets less once the last broadcast is
/// made, so the search goes on where it last found something, and all in all looks at each peer and broadcast once.
/// </summary>
internal sealed class Arrivals
{
    private readonly SimulationWorld _world;
    private readonly Instant _end;
    private int _peer;
    private int _number;

    /// <summary>Begins to look.</summary>
    /// <param name="world">The peers, and what they got.</param>
    /// <param name="end">The end of the run: whoever is cut off until then is not waited for.</param>
    public Arrivals(SimulationWorld world, Instant end)
    {
        _world = world;
        _end = end;
    }

    /// <summary>Whether nobody misses anything that could still come. Only after the last broadcast, and while the workers rest.</summary>
    public bool AreComplete()
    {
        for (; _peer < _world.Peers.Length; _peer++, _number = 0)
        {
            for (; _number < _world.Deliveries!.Broadcasts; _number++)
            {
                if (IsMissing())
                    return false;
            }
        }

        return true;
    }

    private bool IsMissing()
    {
        var log = _world.Deliveries!;
        if (log.Micros(_peer, _number) != 0 || !log.IsPublished(_number) || log.OriginOf(_number) == _peer)
            return false;

        var (peer, publishedAt) = (_world.Peers[_peer], log.PublishedAt(_number));
        return peer.IsUp
            && peer.UpSince <= publishedAt
            && _world.Links.Partition?.Separates(log.OriginOf(_number), _peer, publishedAt, _end) != true;
    }
}
