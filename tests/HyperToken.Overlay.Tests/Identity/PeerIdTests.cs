using System.Security.Cryptography;
using FsCheck.Xunit;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Identity;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 300)]
public sealed class PeerIdTests
{
    [Property]
    public void An_id_should_survive_bytes(PeerId id)
    {
        var bytes = id.ToByteArray();
        var written = new byte[40];
        id.Write(written);

        Assert.Equal(id, new PeerId(bytes));
        Assert.Equal(bytes, written[..PeerId.Size]);
        Assert.Equal(new byte[8], written[PeerId.Size..]);
    }

    [Property]
    public void An_id_should_survive_text_of_either_case(PeerId id)
    {
        Assert.True(PeerId.TryParse(id.ToString(), out var lower));
        Assert.True(PeerId.TryParse(id.ToString().ToUpperInvariant(), out var upper));
        Assert.Equal(id, lower);
        Assert.Equal(id, upper);
        Assert.Equal(Convert.ToHexStringLower(id.ToByteArray()), id.ToString());
        Assert.Equal(id.ToString()[..8], id.ShortId);
    }

    [Property]
    public void Ids_should_be_ordered_as_numbers(PeerId a, PeerId b)
    {
        Assert.Equal(Math.Sign(Ids.Number(a).CompareTo(Ids.Number(b))), Math.Sign(a.CompareTo(b)));
        Assert.Equal(Ids.Number(a) == Ids.Number(b), a == b);
        Assert.Equal(Ids.Number(a) != Ids.Number(b), a != b);
        Assert.Equal(a == b, a.Equals((object)b));
        Assert.Equal((ulong)(Ids.Number(a) >> 192), a.Prefix);
    }

    [Property]
    public void Equal_ids_should_have_equal_hash_codes(PeerId id) =>
        Assert.Equal(id.GetHashCode(), new PeerId(id.ToByteArray()).GetHashCode());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData(" 00000000000000000000000000000000000000000000000000000000000000 ")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("０000000000000000000000000000000000000000000000000000000000000000")]
    public void Text_that_is_no_id_should_be_refused(string? text)
    {
        Assert.False(PeerId.TryParse(text, out var id));
        Assert.Equal(default, id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void An_id_should_have_thirty_two_bytes(int length) =>
        Assert.Throws<ArgumentException>(() => new PeerId(new byte[length]));

    [Fact]
    public void An_id_should_not_be_written_into_less_room_than_it_needs() =>
        Assert.Throws<ArgumentException>(() => Ids.Ones.Write(new byte[31]));

    [Fact]
    public void The_id_of_a_public_key_should_be_its_hash()
    {
        byte[] key = [1, 2, 3];
        Assert.Equal(SHA256.HashData(key), PeerId.FromPublicKey(key).ToByteArray());
    }

    [Fact]
    public void Derived_ids_should_never_change()
    {
        Assert.Equal("374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb", PeerId.Derive(0, 0).ToString());
        Assert.Equal("33a4dfb4fe64aff602cafda2efc5ea8ffb7b39a5e3992cb659c7eace3f84f931", PeerId.Derive(1, 0x0102030405060708).ToString());
    }

    [Fact]
    public void Random_ids_should_use_the_whole_space()
    {
        var random = new RandomSource(11);
        var topBytes = Enumerable.Range(0, 4000).Select(_ => PeerId.Random(random).ToByteArray()[0]).Distinct().Count();
        Assert.Equal(256, topBytes);
    }
}
