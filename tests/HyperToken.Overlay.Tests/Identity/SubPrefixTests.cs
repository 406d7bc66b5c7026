using System.Numerics;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Identity;

public sealed class SubPrefixTests
{
    public static TheoryData<int> AllWidths => [0, 1, 2, 3, 8];

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void A_drawn_distance_should_lie_in_its_bucket_and_sub_prefix(int bits)
    {
        var random = new RandomSource(5);
        for (var bucket = 0; bucket < PeerId.Bits; bucket++)
        {
            for (var subPrefix = 0; subPrefix < 1 << bits; subPrefix++)
            {
                var distance = Distance.InBucket(bucket, subPrefix, bits, random);

                // In the lowest buckets fewer bits are left than the sub-prefix has; those that fall out read as zero.
                var lost = Math.Max(0, bits - bucket);
                Assert.Equal(bucket, distance.BucketIndex);
                Assert.Equal((subPrefix >> lost) << lost, distance.SubPrefix(bits));
            }
        }
    }

    [Fact]
    public void A_sub_prefix_should_be_the_bits_below_the_highest()
    {
        var distance = Ids.Zero.DistanceTo(Ids.At(0b1_1010_0110));

        Assert.Equal(0, distance.SubPrefix(0));
        Assert.Equal(0b1, distance.SubPrefix(1));
        Assert.Equal(0b101, distance.SubPrefix(3));
        Assert.Equal(0b1010_0110, distance.SubPrefix(8));
    }

    [Fact]
    public void Bits_below_the_lowest_should_read_as_zero()
    {
        Assert.Equal(0, Ids.Zero.DistanceTo(Ids.At(1)).SubPrefix(3));
        Assert.Equal(0b100, Ids.Zero.DistanceTo(Ids.At(0b11)).SubPrefix(3));
        Assert.Equal(0b010, Ids.Zero.DistanceTo(Ids.At(0b101)).SubPrefix(3));
        Assert.Equal(0, Ids.Zero.DistanceTo(Ids.Zero).SubPrefix(3));
    }

    [Fact]
    public void The_free_bits_should_be_drawn()
    {
        var random = new RandomSource(3);
        var union = BigInteger.Zero;
        var intersection = (BigInteger.One << PeerId.Bits) - 1;
        for (var i = 0; i < 200; i++)
        {
            var number = Ids.Number(Distance.InBucket(200, 0b101, 3, random));
            union |= number;
            intersection &= number;
        }

        var fixedBits = new BigInteger(0b1101) << 197;
        Assert.Equal(fixedBits, intersection);
        Assert.Equal(fixedBits | ((BigInteger.One << 197) - 1), union);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(256, 0, 0)]
    [InlineData(5, 0, -1)]
    [InlineData(5, 0, 9)]
    [InlineData(5, -1, 3)]
    [InlineData(5, 8, 3)]
    [InlineData(5, 1, 0)]
    public void Values_outside_their_range_should_be_refused(int bucket, int subPrefix, int bits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Distance.InBucket(bucket, subPrefix, bits, new RandomSource(1)));
}
