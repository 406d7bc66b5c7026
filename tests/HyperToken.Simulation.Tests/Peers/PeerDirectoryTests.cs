using HyperToken.Overlay.Identity;
using HyperToken.Simulation.Peers;

namespace HyperToken.Simulation.Tests.Peers;

public sealed class PeerDirectoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    [InlineData(4_096)]
    public void Every_peer_is_found_by_its_id(int peers)
    {
        Contact[] contacts = [.. Enumerable.Range(0, peers).Select(i => new Contact(PeerId.Derive(5, (ulong)i)))];
        var directory = new PeerDirectory(contacts);
        for (var i = 0; i < peers; i++)
            Assert.Equal(i, directory.IndexOf(contacts[i].Id));
    }

    [Fact]
    public void Peers_that_want_the_same_place_are_told_apart()
    {
        Contact[] contacts = [.. Enumerable.Range(0, 100).Select(i => new Contact(At((byte)i, 0xFF)))];
        var directory = new PeerDirectory(contacts);
        for (var i = 0; i < contacts.Length; i++)
            Assert.Equal(i, directory.IndexOf(contacts[i].Id));
    }

    [Fact]
    public void Ids_that_cannot_be_told_apart_are_refused() =>
        Assert.Contains("0 and 1", Assert.Throws<InvalidOperationException>(() => new PeerDirectory([new(At(1, 2)), new(At(1, 2, last: 1))])).Message);

    /// <summary>An id that differs in its first byte, which decides no place, in the eighth, which does, or in its last.</summary>
    private static PeerId At(byte first, byte eighth, byte last = 0)
    {
        var bytes = new byte[PeerId.Size];
        (bytes[0], bytes[7], bytes[^1]) = (first, eighth, last);
        return new PeerId(bytes);
    }
}
