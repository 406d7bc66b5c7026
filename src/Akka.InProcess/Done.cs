namespace Akka;

/// <summary>The result of something which is only done or not.</summary>
public sealed class Done
{
    private Done() { }

    /// <summary>The one instance.</summary>
    public static readonly Done Instance = new();
}
