namespace Akka;

public sealed class Done
{
    private Done() { }

    public static readonly Done Instance = new();
}
