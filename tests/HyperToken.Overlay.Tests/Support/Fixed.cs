namespace HyperToken.Overlay.Tests.Support;

/// <summary>Property tests begin at a fixed seed: the same cases on every machine, every time.</summary>
internal static class Fixed
{
    public const string Replay = "20020307,1009";
}
