namespace HyperToken.Simulation.Options.Settings;

/// <summary>What the value of a setting looks like in a scenario file.</summary>
public enum SettingKind
{
    /// <summary>A number.</summary>
    Number = 0,

    /// <summary>A text.</summary>
    Text = 1,

    /// <summary>True or false; on the command line the option's name is enough.</summary>
    Flag = 2,
}
