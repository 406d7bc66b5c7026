namespace HyperToken.Overlay.Strategy;

/// <summary>The numbers on which a peer on <see cref="RoutingStrategy.Auto"/> changes its strategy.</summary>
public sealed record AutoSettings
{
    /// <summary>The sizes of the network between the strategies.</summary>
    public StrategyThresholds Thresholds { get; init; } = new();

    /// <summary>
    /// How far beyond a threshold the estimated size must be, as a share; 0 or more, default 0.3: a threshold is crossed upward
    /// at 1.3 times its value and downward below its value divided by 1.3.
    /// </summary>
    public double Hysteresis { get; init; } = 0.3;

    /// <summary>How long a strategy is kept at least, and how long stable nodes must have been there or gone to be counted so; 0 or more, default 30 s.</summary>
    public TimeSpan Dwell { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the size is estimated; above zero, default 1 s.</summary>
    public TimeSpan SampleInterval { get; init; } = TimeSpan.FromSeconds(1);
}
