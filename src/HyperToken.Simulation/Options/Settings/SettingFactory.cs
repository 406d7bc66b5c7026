using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings;

/// <summary>Makes settings of the usual kinds.</summary>
internal sealed partial class SettingFactory(SettingGroup group)
{
    private const string None = "none";
    private const string ByDefault = "default";
    private static readonly SimulationOptions Defaults = new();

    private static string Is(string text) => $"is '{text}'";

    /// <summary>What is too large for the option's own type must not be cut to fit it.</summary>
    private static long? InRange(long? value, NumberRange range) => value is { } number && range.Contains(number) ? number : null;
}
