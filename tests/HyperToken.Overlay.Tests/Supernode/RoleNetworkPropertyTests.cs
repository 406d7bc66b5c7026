using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Supernode;

/// <summary>Small networks in which anything goes wrong for a while, and then nothing.</summary>
public sealed class RoleNetworkPropertyTests
{
    /// <summary>Silent supernodes are given up, new ones elected, and leaves attached, in less: an election takes 10 s.</summary>
    private static readonly TimeSpan TimeToHeal = TimeSpan.FromSeconds(90);

    private enum Trouble
    {
        None,
        Loss,
        CrashOfSupernodes,
        CrashOfAny,
        Partition,
        Restart,
    }

    [Property(Replay = Fixed.Replay, MaxTest = 60, EndSize = 60)]
    public Property Whatever_happened_each_leaf_should_find_its_way_back_to_supernodes() =>
        Prop.ForAll(Gen.Choose(5, 40).ToArbitrary(), OverlayArbitraries.Seeds(), Troubles(), (peers, seed, troubles) =>
        {
            var roles = new RoleNetwork(peers, seed);
            foreach (var (trouble, seconds) in troubles)
            {
                Begin(trouble, roles, peers);
                roles.Pass(seconds);
            }

            roles.Heal();
            var healed = roles.Network.Now + TimeToHeal;
            do
            {
                Assert.True(roles.Network.Now < healed, $"{roles.Lack()} {string.Join(", ", troubles)}");
                roles.Pass(1);
            }
            while (roles.Lack() is not null);
        });

    private static void Begin(Trouble trouble, RoleNetwork roles, int peers)
    {
        switch (trouble)
        {
            case Trouble.Loss:
                roles.Network.LossPercent = 10;
                break;
            case Trouble.CrashOfSupernodes:
                roles.Crash(RoleNetwork.IsSupernode, peers);
                break;
            case Trouble.CrashOfAny:
                roles.Crash(_ => true, peers / 3);
                break;
            case Trouble.Partition:
                roles.Cut();
                break;
            case Trouble.Restart:
                roles.Restart();
                break;
        }
    }

    private static Arbitrary<(Trouble Trouble, int Seconds)[]> Troubles() =>
        (from trouble in Gen.Elements(Enum.GetValues<Trouble>())
         from seconds in Gen.Choose(1, 40)
         select (trouble, seconds)).ArrayOf(3).ToArbitrary();
}
