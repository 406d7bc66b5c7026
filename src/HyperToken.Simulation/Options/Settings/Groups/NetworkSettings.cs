namespace HyperToken.Simulation.Options.Settings.Groups;

/// <summary>The peers and how they organise.</summary>
internal static class NetworkSettings
{
    public static IEnumerable<SimulationSetting> Make(SettingFactory make) =>
    [
        make.Whole(
            "peers",
            "How many peers; several make several runs",
            new(1, SimulationOptions.MaxPeers),
            o => o.Peers,
            (o, n) => o with { Peers = (int)n },
            isList: true),
        make.Choice(
            "topology",
            "How they organise: naive is a full mesh of up to 5000 peers, kademlia has tables, supernode has leaves attached to supernodes, hybrid the same and finds leaves by id; several, with commas, make several runs",
            o => o.Topology,
            (o, topology) => o with { Topology = topology },
            isList: true),
        make.ChoiceOrDefault(
            "build",
            "How the network comes to be: by protocol every peer joins by lookups, warm tables are filled as the protocol leaves them; several make several runs",
            $"protocol up to {SimulationOptions.MaxPeersByProtocol} peers, warm above",
            o => o.Build,
            (o, build) => o with { Build = build },
            isList: true),
        make.Whole(
            "settle",
            "Maintenance rounds before the broadcasts",
            new(0, 100),
            o => o.Settle,
            (o, n) => o with { Settle = (int)n }),
        make.Whole(
            "k",
            "Contacts a bucket holds and a lookup ends with",
            new(1, 255),
            o => o.K,
            (o, n) => o with { K = (int)n }),
        make.Whole("alpha", "Queries a lookup keeps in flight", new(1, 32), o => o.Alpha, (o, n) => o with { Alpha = (int)n }),
    ];
}
