namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>Slow peers as text: <c>0.1@5</c> for a tenth of the peers, five times slower.</summary>
internal static class SlowPeersText
{
    public const string Allowed = "P@FACTOR with P 0 to 1 and FACTOR 1 to 1000; or none";
    private static readonly NumberRange Shares = new(0, 1);
    private static readonly NumberRange Factors = new(1, 1000);

    public static SlowPeerOptions? Read(string text) =>
        text.Split('@') is [var share, var factor] && NumberText.Read(share) is { } part && NumberText.Read(factor) is { } times
            ? new SlowPeerOptions(part, times)
            : null;

    public static string Write(SlowPeerOptions slow) => $"{NumberText.Write(slow.Share)}@{NumberText.Write(slow.Factor)}";

    public static bool IsAllowed(SlowPeerOptions slow) => Shares.Contains(slow.Share) && Factors.Contains(slow.Factor);
}
