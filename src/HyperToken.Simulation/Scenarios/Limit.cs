using HyperToken.Simulation.Options.Settings.Forms;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Scenarios;

/// <summary>A bound that a figure has to keep.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Kind">On which side of the bound it stays.</param>
/// <param name="Bound">The bound, which is allowed itself.</param>
public sealed record Limit(ResultFigure Figure, LimitKind Kind, double Bound)
{
    // Figures are quotients: a share of exactly one may be computed a hair below.
    private const double Noise = 1e-12;

    /// <summary>How a result breaks it, such as <c>copiesPerPeer is 1.2, at most 1.005 allowed</c>; null when it does not.</summary>
    public string? BrokenBy(SimulationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var allowed = $"{(Kind == LimitKind.AtMost ? "at most" : "at least")} {NumberText.Write(Bound)} allowed";
        if (Figure.Of(result) is not { } value)
            return $"{Figure.Name} has no value, {allowed}";

        var isKept = Kind == LimitKind.AtMost ? value <= Bound + Noise : value >= Bound - Noise;
        return isKept ? null : $"{Figure.Name} is {NumberText.Write(value)}, {allowed}";
    }
}

/// <summary>On which side of a bound a figure has to stay.</summary>
public enum LimitKind
{
    /// <summary>At the bound or below.</summary>
    AtMost = 0,

    /// <summary>At the bound or above.</summary>
    AtLeast = 1,
}
