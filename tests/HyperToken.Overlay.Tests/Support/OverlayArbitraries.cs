using FsCheck;
using FsCheck.Fluent;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Tests.Support;

/// <summary>Generators. Uniform ids alone would only ever differ in their first bits.</summary>
internal static class OverlayArbitraries
{
    private static readonly PeerId Home = PeerId.Derive(1, 1);

    public static Arbitrary<PeerId> PeerIds()
    {
        var uniform = Bits().Select(seed => PeerId.Random(new RandomSource(seed)));
        var nearHome = Gen.Choose(-1, PeerId.Bits - 1).SelectMany(bucket => Bits().Select(seed => Near(bucket, seed)));
        return Arb.From(Gen.Frequency(
            (3, uniform), (6, nearHome), (1, Gen.Elements(Ids.Zero, Ids.Ones, Home))));
    }

    /// <summary>Seeds that differ from case to case, whatever the size; FsCheck's own numbers begin with a few small ones.</summary>
    public static Arbitrary<ulong> Seeds() => Arb.From(Bits());

    private static Gen<ulong> Bits() =>
        Gen.Choose(0, int.MaxValue).SelectMany(high => Gen.Choose(0, int.MaxValue).Select(low => ((ulong)high << 33) ^ (ulong)low));

    private static PeerId Near(int bucket, ulong seed) =>
        bucket < 0 ? Home : Distance.InBucket(bucket, 0, 0, new RandomSource(seed)).From(Home);
}
