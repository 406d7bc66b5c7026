using System.Globalization;
using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings.Forms;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>Figures as people read them.</summary>
internal static class FigureText
{
    private const string Nothing = "-";

    // 0.29 times a million is a little less than 290,000.
    private const double Noise = 1e-6;

    public static string Whole(double? value) => Format(value, "0");

    public static string Tenths(double? value) => Format(value, "0.0");

    public static string Hundredths(double? value) => Format(value, "0.00");

    public static string Thousandths(double? value) => Format(value, "0.000");

    /// <summary>Cut, not rounded: less than all never reads as all.</summary>
    /// <param name="share">0 to 1.</param>
    public static string Percent(double? share) =>
        share is null ? Nothing : $"{Format(Math.Floor((share.Value * 1_000_000) + Noise) / 10_000, "0.00##")} %";

    /// <summary>Thousands and millions by their letters.</summary>
    public static string Large(double value) => value switch
    {
        >= 1e9 => $"{Format(value / 1e9, "0.00")} G",
        >= 1e6 => $"{Format(value / 1e6, "0.00")} M",
        >= 1e4 => $"{Format(value / 1e3, "0")} k",
        _ => Format(value, "0"),
    };

    /// <summary>The topology, and the plan where it is not the usual one.</summary>
    public static string Network(SimulationResult result)
    {
        var usual = new SimulationOptions { Topology = result.Topology }.EffectivePlan;
        var topology = EnumText.Write(result.Topology);
        return result.Plan == usual ? topology : $"{topology} ({EnumText.Write<BroadcastPlan>(result.Plan)})";
    }

    private static string Format(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Nothing;
}
