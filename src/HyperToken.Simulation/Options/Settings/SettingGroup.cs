namespace HyperToken.Simulation.Options.Settings;

/// <summary>What a setting is about; help shows the groups in this order.</summary>
public enum SettingGroup
{
    /// <summary>The peers and how they organise.</summary>
    Network = 0,

    /// <summary>What is broadcast.</summary>
    Broadcasts = 1,

    /// <summary>What the peers' links do to frames.</summary>
    Links = 2,

    /// <summary>What goes wrong.</summary>
    Faults = 3,

    /// <summary>Lookups before the broadcasts.</summary>
    Lookups = 4,

    /// <summary>How it is run.</summary>
    Run = 5,
}
