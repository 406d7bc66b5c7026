using OxyPlot;

namespace HyperToken.Simulation.Reports.Plots;

/// <summary>Colours that those who do not see all colours can tell apart (Okabe and Ito), and what is not a line.</summary>
internal static class PlotColors
{
    public static readonly OxyColor Text = OxyColor.FromRgb(0x33, 0x33, 0x33);
    public static readonly OxyColor Grid = OxyColor.FromRgb(0xE2, 0xE2, 0xE2);
    public static readonly OxyColor Axis = OxyColor.FromRgb(0x99, 0x99, 0x99);

    private static readonly OxyColor[] Lines =
    [
        OxyColor.FromRgb(0x00, 0x72, 0xB2),
        OxyColor.FromRgb(0xD5, 0x5E, 0x00),
        OxyColor.FromRgb(0x00, 0x9E, 0x73),
        OxyColor.FromRgb(0xCC, 0x79, 0xA7),
        OxyColor.FromRgb(0xE6, 0x9F, 0x00),
        OxyColor.FromRgb(0x56, 0xB4, 0xE9),
        OxyColor.FromRgb(0x66, 0x66, 0x66),
    ];

    /// <summary>How many there are before the first comes again.</summary>
    public static int Count => Lines.Length;

    public static OxyColor Of(int series) => Lines[series % Lines.Length];
}
