using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;

namespace HyperToken.Simulation.Search;

/// <summary>Collects what one run did not keep.</summary>
internal sealed class Findings
{
    private readonly SimulationOptions _scenario;
    private readonly List<FaultFinding> _findings = [];

    public Findings(SimulationOptions scenario) => _scenario = scenario;

    public IReadOnlyList<FaultFinding> All => _findings;

    /// <summary>A few of many peers, for a message.</summary>
    public static string Names(IEnumerable<SimulatedPeer> peers) =>
        string.Join(' ', peers.Select(peer => peer.Index).Order().Take(5));

    /// <summary>Notes a finding unless all is well.</summary>
    public void Require(bool isKept, string invariant, FormattableString figures)
    {
        if (!isKept)
            _findings.Add(new FaultFinding(_scenario.Seed, invariant, FormattableString.Invariant(figures), _scenario));
    }
}
