using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Runs;

public sealed class ClosestPeersTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 20)]
    [InlineData(20, 20)]
    [InlineData(21, 20)]
    [InlineData(22, 20)]
    [InlineData(500, 1)]
    [InlineData(500, 20)]
    [InlineData(3_000, 20)]
    [InlineData(3_000, 255)]
    public void The_closest_are_those_that_sorting_everybody_gives(int peers, int count)
    {
        var random = new RandomSource((ulong)peers);
        PeerId[] ids = [.. Enumerable.Range(0, peers).Select(_ => PeerId.Random(random))];
        var closest = new ClosestPeers(ids);
        for (var i = 0; i < 50; i++)
        {
            // Targets are random ids, and ids of peers; who asks may be the closest itself.
            var target = i % 2 == 0 ? PeerId.Random(random) : ids[random.Next(peers)];
            var asker = i % 3 == 0 ? target : ids[random.Next(peers)];
            Assert.Equal(
                ids.Where(id => id != asker).OrderBy(id => target.DistanceTo(id)).Take(count),
                closest.Of(target, count, asker));
        }
    }

    [Fact]
    public void Ids_that_agree_in_almost_all_bits_are_told_apart()
    {
        PeerId[] ids = [.. Enumerable.Range(0, 64).Select(i => At((byte)i))];
        var closest = new ClosestPeers(ids);
        Assert.Equal(ids.OrderBy(id => At(200).DistanceTo(id)).Take(5), closest.Of(At(200), 5, At(99)));
        Assert.Equal(ids.Where(id => id != At(7)).OrderBy(id => At(7).DistanceTo(id)).Take(5), closest.Of(At(7), 5, At(7)));
    }

    private static PeerId At(byte last)
    {
        var bytes = new byte[PeerId.Size];
        bytes[^1] = last;
        return new PeerId(bytes);
    }
}
