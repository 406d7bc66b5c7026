using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Tests.Wire;

namespace HyperToken.Overlay.Tests.Broadcast;

public sealed class MessageIdTests
{
    [Fact]
    public void The_id_of_a_message_should_never_change() =>
        Assert.Equal("e3a3d2c88555556d4d4180017dd7e14d", MessageId.Of(GoldenFrames.A, 7, 300).ToString());

    [Fact]
    public void Every_part_should_matter()
    {
        var id = MessageId.Of(Ids.Of(1), 1, 1);
        Assert.Equal(id, MessageId.Of(Ids.Of(1), 1, 1));
        Assert.NotEqual(id, MessageId.Of(Ids.Of(2), 1, 1));
        Assert.NotEqual(id, MessageId.Of(Ids.Of(1), 2, 1));
        Assert.NotEqual(id, MessageId.Of(Ids.Of(1), 1, 2));
    }

    [Fact]
    public void An_id_should_survive_bytes()
    {
        var id = MessageId.Of(Ids.Of(1), 1, 1);
        var bytes = new byte[MessageId.Size];
        id.Write(bytes);
        Assert.Equal(id, MessageId.Read(bytes));
        Assert.Equal(id.ToString(), Convert.ToHexStringLower(bytes));
        Assert.Equal(id.GetHashCode(), MessageId.Read(bytes).GetHashCode());
    }

    [Fact]
    public void An_id_should_need_all_its_bytes()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MessageId.Read(new byte[15]));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(MessageId).Write(new byte[15]));
    }

    [Fact]
    public void A_body_should_know_its_id() => Assert.Equal(MessageId.Of(GoldenFrames.A, 7, 300), GoldenFrames.ForAll.Id);
}
