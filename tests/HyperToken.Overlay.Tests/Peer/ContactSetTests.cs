using FsCheck.Xunit;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class ContactSetTests
{
    /// <summary>Peers of which many want the same place, or places at the end of the table, behind which it begins anew.</summary>
    private static readonly PeerId[] Crowded = [.. from home in new byte[] { 0, 1, 3, 14, 15, 31, 255 } from n in Enumerable.Range(0, 8) select At(home, n)];

    [Property(Replay = Fixed.Replay, MaxTest = 300, EndSize = 400)]
    public void Whatever_is_set_and_removed_should_be_found_as_in_a_dictionary(byte[] program)
    {
        var linked = new ContactSet();
        var model = new Dictionary<PeerId, Contact>();
        for (var i = 0; i + 1 < program.Length; i += 2)
        {
            var id = Crowded[program[i + 1] % Crowded.Length];
            if (program[i] % 3 == 0)
            {
                linked.Remove(id);
                model.Remove(id);
            }
            else
            {
                var contact = new Contact(id, sequence: (ulong)i);
                linked.Set(contact);
                model[id] = contact;
            }

            Assert.Equal(model.Count, linked.Count);
            Assert.All(Crowded, any => Assert.Same(model.GetValueOrDefault(any), linked.Find(any)));
        }

        Assert.Equal(model.Values.ToHashSet(), linked.ToHashSet());
        Assert.Equal(linked.Count, linked.Count());
    }

    [Fact]
    public void An_empty_set_should_find_nobody_and_lose_nobody()
    {
        var linked = new ContactSet();
        linked.Remove(Ids.Of(1));
        Assert.Null(linked.Find(Ids.Of(1)));
        Assert.Empty(linked);
    }

    [Fact]
    public void A_newer_record_should_take_the_place_of_the_older()
    {
        var linked = new ContactSet();
        linked.Set(new Contact(Ids.Of(1), sequence: 1));
        linked.Set(new Contact(Ids.Of(1), sequence: 2));
        Assert.Equal(2UL, Assert.Single(linked).Sequence);
    }

    private static PeerId At(byte home, int number)
    {
        var bytes = new byte[PeerId.Size];
        bytes[7] = home;
        bytes[^1] = (byte)number;
        return new PeerId(bytes);
    }
}
