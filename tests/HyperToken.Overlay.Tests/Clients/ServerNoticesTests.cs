using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

public sealed class ServerNoticesTests
{
    [Fact]
    public void Notices_are_what_existing_clients_expect()
    {
        Assert.Equal("""{"type":"welcome","peerId":"peer-1","clientCount":3}""", ServerNotices.Welcome("peer-1", 3).Json());
        Assert.Equal("""{"type":"peer:joined","peerId":"peer-1"}""", ServerNotices.PeerJoined("peer-1").Json());
        Assert.Equal("""{"type":"peer:left","peerId":"peer-1"}""", ServerNotices.PeerLeft("peer-1").Json());
        Assert.Equal("""{"type":"room:created","roomCode":"ABCD-2345"}""", ServerNotices.RoomCreated("ABCD-2345").Json());
        Assert.Equal("""{"type":"room:joined","roomCode":"ABCD-2345"}""", ServerNotices.RoomJoined("ABCD-2345").Json());
        Assert.Equal("""{"type":"room:left"}""", ServerNotices.RoomLeft().Json());
        Assert.Equal("""{"type":"room:error","message":"Room not found"}""", ServerNotices.RoomError("Room not found").Json());
    }

    [Fact]
    public void An_error_has_its_kind_in_cmd() =>
        Assert.Equal("""{"cmd":"error","message":"what's \"wrong\""}""", ServerNotices.Error("what's \"wrong\"").Json());

    [Fact]
    public void Text_that_is_no_Unicode_is_replaced() =>
        Assert.Equal("{\"cmd\":\"error\",\"message\":\"\uFFFDa\"}", ServerNotices.Error("\ud800a").Json());
}
