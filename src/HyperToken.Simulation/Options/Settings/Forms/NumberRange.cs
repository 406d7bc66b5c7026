namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>The numbers from one to another, both included.</summary>
internal sealed record NumberRange(double Min, double Max)
{
    /// <summary>A share that must leave somebody.</summary>
    public static readonly NumberRange NotAll = new(0, 0.99);

    /// <summary>Spans of virtual time in seconds: what 100,000 broadcasts take at the lowest rate.</summary>
    public static readonly NumberRange Seconds = new(0, 100_000_000);

    public bool Contains(double value) => value >= Min && value <= Max;

    public bool ContainsMilliseconds(TimeSpan span) => Contains(span.TotalMilliseconds);

    public bool ContainsSeconds(TimeSpan span) => Contains(span.TotalSeconds);

    public override string ToString() => $"{NumberText.Write(Min)} to {NumberText.Write(Max)}";
}
