namespace HyperToken.Overlay.Supernode;

/// <summary>
/// Whether a supernode is one too many: there are far more than needed, or its score has fallen and there are enough without it, for
/// longer than the grace period. Chance decides among those that find it at the same time, or all of them would step down.
/// </summary>
internal sealed class RoleSurplus
{
    /// <summary>So many times the target is too many; below it nobody steps down, so that numbers do not swing.</summary>
    private const double TooMany = 1.4;

    /// <summary>
    /// The greatest share of supernodes that step down within one evaluation: where a network of servers takes on roles, nearly all are
    /// too many, and those that stay have to be there to take the others.
    /// </summary>
    private const double FastestShrinking = 0.5;

    private readonly SupernodeSettings _settings;
    private Instant? _since;

    public RoleSurplus(SupernodeSettings settings) => _settings = settings;

    /// <summary>The peer is a supernode anew: what was too many before does not count.</summary>
    public void Begin() => _since = null;

    /// <param name="census">How many there are.</param>
    /// <param name="surplus">How many more than needed; negative when too few.</param>
    /// <param name="score">The own score.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">The peer's source of chance.</param>
    public bool IsToStepDown(SupernodeCensus census, double surplus, float score, Instant now, RandomSource random)
    {
        var target = census.Supernodes - surplus;
        var isTooMany = census.Supernodes > (TooMany * target) + 1;
        var isWeak = score < _settings.MinScore && surplus >= 1;
        if (!isTooMany && !isWeak)
        {
            _since = null;
            return false;
        }

        _since ??= now;
        var share = Math.Min(FastestShrinking, surplus / census.Supernodes);
        return now - _since >= _settings.GracePeriod && random.Next(1 << 20) < share * (1 << 20);
    }
}
