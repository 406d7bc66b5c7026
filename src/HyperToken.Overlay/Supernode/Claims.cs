using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <summary>
/// Whether the numbers in a frame about roles can be true. The codec refuses the others, so no honest peer's frame is lost; but a score
/// that is no number must not reach whoever compares scores, however it came.
/// </summary>
internal static class Claims
{
    public static bool ArePossible(Frame frame) => frame switch
    {
        RegisterFrame register => SupernodeFrameCodec.IsScore(register.Score),
        CandidateFrame candidate => SupernodeFrameCodec.IsScore(candidate.Score),
        AnnounceFrame announce => SupernodeFrameCodec.IsScore(announce.Score)
            && AreCounts(announce.PrimaryLeaves, announce.StandbyLeaves)
            && announce.Supernodes >= 0,
        RegisteredFrame registered => AreCounts(registered.PrimaryLeaves, registered.StandbyLeaves)
            && registered.NetworkSize >= 0
            && registered.Others.Count <= SupernodeFrameCodec.MaxOthers
            && registered.Others.All(other => AreCounts(other.PrimaryLeaves, other.StandbyLeaves))
            && (registered.Rival is null || SupernodeFrameCodec.IsScore(registered.Rival.Score)),
        _ => true,
    };

    private static bool AreCounts(int primaryLeaves, int standbyLeaves) =>
        primaryLeaves is >= 0 and <= SupernodeFrameCodec.MaxLeaves && standbyLeaves is >= 0 and <= SupernodeFrameCodec.MaxLeaves;
}
