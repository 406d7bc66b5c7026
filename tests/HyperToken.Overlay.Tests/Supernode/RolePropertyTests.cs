using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Supernode;

/// <summary>One role machine and a world that says anything to it: <see cref="RoleRig"/> checks it after every input.</summary>
public sealed class RolePropertyTests
{
    private static readonly Gen<int> Whos = Gen.Frequency((12, Gen.Choose(1, 12)), (3, Gen.Choose(1, 150)), (1, Gen.Constant(0)));
    private static readonly Gen<int> Loads = Gen.Frequency((6, Gen.Choose(0, 12)), (1, Gen.Elements(100, 65_535, int.MaxValue)), (1, Gen.Elements(-1, int.MinValue)));
    private static readonly Gen<float> Scores = Gen.Elements(0, 0.3f, 0.69f, 0.7f, 1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -5);
    private static readonly Gen<bool> Coins = Gen.Elements(true, false);

    private static readonly Gen<SupernodeLoad> SupernodeLoads =
        from who in Whos
        from primary in Loads
        from standby in Loads
        select new SupernodeLoad(RoleRig.Other(who), primary, standby);

    private static readonly Gen<Frame> Registered =
        from outcome in Gen.Elements(RegisterOutcome.Primary, RegisterOutcome.Standby, RegisterOutcome.Full, RegisterOutcome.NotSupernode)
        from primary in Loads
        from standby in Loads
        from size in Loads
        from others in SupernodeLoads.ListOf(3)
        from rival in Whos
        from score in Scores
        from hasRival in Coins
        select (Frame)new RegisteredFrame(outcome, primary, standby, size, [.. others], hasRival ? new Rival(RoleRig.Other(rival), score) : null);

    private static readonly Gen<Frame> Frames = Gen.Frequency(
        (4, from isPrimary in Coins from score in Scores from isEligible in Coins select (Frame)new RegisterFrame(isPrimary, score, isEligible)),
        (6, Registered),
        (2, from who in Whos
            from role in Gen.Elements(PeerRole.Leaf, PeerRole.Candidate, PeerRole.Supernode)
            from score in Scores
            from load in Loads
            from count in Loads
            select (Frame)new AnnounceFrame(RoleRig.Other(who), role, score, load, load, count)),
        (1, Gen.Constant((Frame)DetachFrame.Instance)),
        (2, Coins.Select(isUrgent => (Frame)new InviteFrame(isUrgent))),
        (1, Scores.Select(score => (Frame)new CandidateFrame(score))),
        (2, Coins.Select(isConfirmed => (Frame)new ConfirmFrame(isConfirmed))));

    private static readonly Gen<Action<RoleRig>> Inputs = Gen.Frequency<Action<RoleRig>>(
        (12, from who in Whos from frame in Frames select (Action<RoleRig>)(rig => rig.Receive(who, frame))),
        (2, from who in Whos
            from load in Loads
            from score in Scores
            select (Action<RoleRig>)(rig => rig.Receive(who, new AnnounceFrame(RoleRig.Other(who), PeerRole.Supernode, score, load, load, load)))),
        (6, Gen.Choose(0, 4_000).Select(millis => (Action<RoleRig>)(rig => rig.Pass(TimeSpan.FromMilliseconds(millis))))),
        (1, Gen.Choose(0, 100_000).Select(seconds => (Action<RoleRig>)(rig => rig.Pass(TimeSpan.FromSeconds(seconds))))),
        (2, Whos.Select(who => (Action<RoleRig>)(rig => rig.Handle(new LinkOpened(RoleRig.Other(who)))))),
        (2, from who in Whos from isLost in Coins select (Action<RoleRig>)(rig => rig.Handle(new LinkClosed(RoleRig.Other(who), isLost)))),
        (2, Whos.Select(who => (Action<RoleRig>)(rig => rig.Handle(new SendFailed(RoleRig.Other(who), null))))),
        (2, Gen.Choose(1, 150).Select(who => (Action<RoleRig>)(rig => rig.Know(who)))),
        (2, Gen.Constant((Action<RoleRig>)(rig => rig.Handle(MeshEntered.Instance)))),
        (1, from who in Whos from frame in Frames select (Action<RoleRig>)(rig => Flood(rig, who, frame))));

    [Property(Replay = Fixed.Replay, MaxTest = 400, EndSize = 400)]
    public Property Whatever_comes_the_role_should_be_one_and_every_list_bounded() =>
        Prop.ForAll(Inputs.ArrayOf().ToArbitrary(), Whos.ToArbitrary(), (inputs, seed) =>
        {
            var rig = new RoleRig();
            rig.Start(seed);
            foreach (var input in inputs)
                input(rig);
        });

    /// <summary>The same of 150 ids.</summary>
    private static void Flood(RoleRig rig, int first, Frame frame)
    {
        for (var i = 0; i < 150; i++)
            rig.Receive(1 + ((first + i) % 150), frame);
    }
}
