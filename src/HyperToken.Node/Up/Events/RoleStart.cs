namespace HyperToken.Node.Up.Events;

/// <summary>How the roles of a new network have come about.</summary>
/// <param name="Preset">The name of the settings they follow.</param>
/// <param name="IsSettled">Whether they have settled (see <see cref="RoleSettling"/>), or the wait for that was given up.</param>
/// <param name="Seconds">From the first peer's start.</param>
internal sealed record RoleStart(string Preset, bool IsSettled, double Seconds)
{
    public override string ToString() =>
        $"preset {Preset}, " + (IsSettled ? $"settled after {Seconds:0.0} s" : $"not settled after {Seconds:0.0} s, which goes on");
}
