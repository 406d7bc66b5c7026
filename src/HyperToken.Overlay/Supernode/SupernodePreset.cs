namespace HyperToken.Overlay.Supernode;

/// <summary>Supernode settings that have a name.</summary>
public sealed record SupernodePreset
{
    private SupernodePreset(string name, SupernodeSettings settings)
    {
        Name = name;
        Settings = settings;
    }

    /// <summary><c>standard</c>: the defaults, for networks that last. Nobody qualifies in the first hour; until then elections fill the places.</summary>
    public static SupernodePreset Standard { get; } = new("standard", new SupernodeSettings());

    /// <summary><c>quick</c>: roles within seconds, for demonstrations and simulations.</summary>
    public static SupernodePreset Quick { get; } = new("quick", new SupernodeSettings
    {
        Minima = new SupernodeMinima { MinUptime = TimeSpan.FromSeconds(5), MinConnections = 1 },
        EvaluationInterval = TimeSpan.FromSeconds(2),
        GracePeriod = TimeSpan.FromSeconds(10),
        HeartbeatInterval = TimeSpan.FromSeconds(2),
    });

    /// <summary>Every preset.</summary>
    public static IReadOnlyList<SupernodePreset> All { get; } = [Standard, Quick];

    /// <summary>The name, in lower case.</summary>
    public string Name { get; }

    /// <summary>What it stands for.</summary>
    public SupernodeSettings Settings { get; }

    /// <summary>Finds a preset.</summary>
    /// <param name="name">Its name, exactly.</param>
    /// <exception cref="UnknownPresetException">No preset has this name.</exception>
    public static SupernodePreset Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(preset => preset.Name == name)
            ?? throw new UnknownPresetException(name, [.. All.Select(preset => preset.Name)]);
    }
}
