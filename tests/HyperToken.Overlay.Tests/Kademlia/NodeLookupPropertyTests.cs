using FsCheck.Xunit;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 2_000)]
public sealed class NodeLookupPropertyTests
{
    [Property]
    public void A_lookup_should_find_the_closest_living_whatever_the_others_do(ulong seed) =>
        new HostileNetwork(seed, withLiars: false).Run();

    [Property]
    public void A_lookup_should_keep_its_bounds_among_liars(ulong seed) => new HostileNetwork(seed, withLiars: true).Run();
}
