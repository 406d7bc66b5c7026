namespace Akka;

/// <summary>Says that something is over, where there is nothing more to say.</summary>
public sealed class Done
{
    /// <summary>The one value.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
