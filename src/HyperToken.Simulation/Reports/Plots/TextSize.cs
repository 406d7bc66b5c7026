using OxyPlot;

namespace HyperToken.Simulation.Reports.Plots;

/// <summary>
/// Measures text by OxyPlot's built-in font. That measures in points what is drawn in pixels, and the font that a viewer takes in
/// its place may be a sixth wider: what is measured too small overlaps.
/// </summary>
internal sealed class TextSize(double width, double height) : PdfRenderContext(width, height, OxyColors.White)
{
    private const double PixelsPerPoint = 96.0 / 72;
    private const double WiderFonts = 1.17;

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        var points = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        return new OxySize(points.Width * PixelsPerPoint * WiderFonts, points.Height * PixelsPerPoint);
    }
}
