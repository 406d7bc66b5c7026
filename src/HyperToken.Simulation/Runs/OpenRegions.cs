namespace HyperToken.Simulation.Runs;

/// <summary>
/// Tells whether somebody still waits for an acknowledgement, though nothing may be under way. Who was found waiting is looked at
/// first the next time, so that most questions cost nothing.
/// </summary>
internal sealed class OpenRegions(SimulationWorld world)
{
    private int _waiting;

    /// <summary>Whether no live peer waits. Only while the workers rest.</summary>
    public bool AreNone()
    {
        var peers = world.Peers;
        for (var looked = 0; looked < peers.Length; looked++)
        {
            if (peers[_waiting].Local is { Peer.RegionsUnderWay: > 0 })
                return false;

            _waiting = _waiting + 1 < peers.Length ? _waiting + 1 : 0;
        }

        return true;
    }
}
