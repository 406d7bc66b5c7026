using System.Numerics;
using FsCheck.Xunit;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Identity;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 500)]
public sealed class DistanceTests
{
    [Property]
    public void Distance_should_be_the_same_in_both_directions(PeerId a, PeerId b) =>
        Assert.Equal(a.DistanceTo(b), b.DistanceTo(a));

    [Property]
    public void Distance_should_be_zero_only_to_the_id_itself(PeerId a, PeerId b)
    {
        Assert.Equal(default, a.DistanceTo(a));
        Assert.Equal(a == b, a.DistanceTo(b) == default);
    }

    [Property]
    public void There_should_be_exactly_one_id_at_each_distance(PeerId a, PeerId b, PeerId c)
    {
        Assert.Equal(b, a.DistanceTo(b).From(a));
        Assert.Equal(b == c, a.DistanceTo(b) == a.DistanceTo(c));
    }

    [Property]
    public void A_detour_should_never_be_shorter(PeerId a, PeerId b, PeerId c)
    {
        var direct = a.DistanceTo(c);
        Assert.Equal(Ids.Number(direct), Ids.Number(a.DistanceTo(b)) ^ Ids.Number(b.DistanceTo(c)));
        Assert.True(Ids.Number(direct) <= Ids.Number(a.DistanceTo(b)) + Ids.Number(b.DistanceTo(c)));
    }

    [Property]
    public void Order_should_be_that_of_the_numbers(PeerId a, PeerId b, PeerId c)
    {
        var (left, right) = (a.DistanceTo(b), a.DistanceTo(c));
        var expected = Math.Sign(Ids.Number(left).CompareTo(Ids.Number(right)));

        Assert.Equal(expected, Math.Sign(left.CompareTo(right)));
        Assert.Equal(expected < 0, left < right);
        Assert.Equal(expected > 0, left > right);
        Assert.Equal(expected == 0, left == right);
        Assert.Equal(expected != 0, left != right);
        Assert.Equal(expected == 0, left.Equals((object)right));
        Assert.Equal(expected, Math.Sign(a.CompareDistance(b, c)));
    }

    [Property]
    public void Equal_distances_should_have_equal_hash_codes(PeerId a, PeerId b) =>
        Assert.Equal(a.DistanceTo(b).GetHashCode(), b.DistanceTo(a).GetHashCode());

    [Property]
    public void Leading_zeros_and_bucket_should_follow_from_the_highest_set_bit(PeerId a, PeerId b)
    {
        var distance = a.DistanceTo(b);
        var bits = (int)Ids.Number(distance).GetBitLength();

        Assert.Equal(PeerId.Bits - bits, distance.LeadingZeros);
        Assert.Equal(bits - 1, distance.BucketIndex);
    }

    [Property]
    public void Bits_and_prefix_should_be_those_of_the_number(PeerId a, PeerId b)
    {
        var distance = a.DistanceTo(b);
        var number = Ids.Number(distance);

        Assert.Equal((ulong)(number >> 192), distance.Prefix);
        for (var i = 0; i < PeerId.Bits; i++)
            Assert.Equal(!((number >> i) & BigInteger.One).IsZero, distance.Bit(i));
    }

    [Fact]
    public void Every_power_of_two_should_open_its_own_bucket()
    {
        for (var bucket = 0; bucket < PeerId.Bits; bucket++)
        {
            var lowest = BigInteger.One << bucket;
            Assert.Equal(bucket, Ids.Zero.DistanceTo(Ids.At(lowest)).BucketIndex);
            Assert.Equal(bucket, Ids.Zero.DistanceTo(Ids.At((2 * lowest) - 1)).BucketIndex);
        }

        Assert.Equal(-1, Ids.Ones.DistanceTo(Ids.Ones).BucketIndex);
    }

    [Fact]
    public void A_distance_should_be_written_as_sixty_four_digits() =>
        Assert.Equal(new string('0', 63) + "5", Ids.At(3).DistanceTo(Ids.At(6)).ToString());
}
