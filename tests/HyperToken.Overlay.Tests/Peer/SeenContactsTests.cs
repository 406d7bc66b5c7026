using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class SeenContactsTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly SeenContacts _seen = new(Interval);
    private readonly PeerNeighbours _neighbours = new(Tables.Snapshot(Ids.Of(0), Ids.Peers(5)[1..]));
    private readonly RecordingOutput _output = new();

    [Fact]
    public void A_stranger_should_be_reported_at_once_and_once_an_interval()
    {
        var stranger = Ids.Peer(9);
        Note(stranger, Instant.Zero);
        Note(stranger, Instant.Zero);
        Assert.Equal(Ids.Of(9), Assert.Single(_output.Take<ContactSeen>()).Contact.Id);

        _seen.Advance(Instant.Zero + Interval, _output);
        Assert.Empty(_output.Signals);
        Note(stranger, Instant.Zero + Interval);
        Assert.Single(_output.Take<ContactSeen>());
    }

    [Fact]
    public void Known_contacts_should_be_reported_together_and_each_once()
    {
        var known = Ids.Peers(3)[1..];
        for (var i = 0; i < 10; i++)
            Note(known[i % 2], Instant.Zero);

        Assert.Empty(_output.Signals);
        Assert.Equal(Instant.Zero + Interval, _seen.NextDeadline);
        _seen.Advance(Instant.Zero + Interval, _output);
        Assert.Equal([Ids.Of(1), Ids.Of(2)], Assert.Single(_output.Take<ContactsSeen>()).Contacts.Select(contact => contact.Id));
        Assert.Equal(Instant.Never, _seen.NextDeadline);

        _seen.Advance(Instant.Zero + (5 * Interval), _output);
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void Nothing_should_be_reported_before_it_is_due()
    {
        Note(Ids.Peer(1), Instant.Zero);
        Note(Ids.Peer(2), Instant.Zero + (Interval / 2));
        _seen.Advance(Instant.Zero + (Interval / 2), _output);
        Assert.Empty(_output.Signals);
        Assert.Equal(Instant.Zero + Interval, _seen.NextDeadline);
    }

    [Fact]
    public void A_suspect_should_be_reported_at_once()
    {
        var table = Tables.Of(Ids.Of(0), new(), Ids.Peers(5)[1..]);
        table.Failed(Ids.Of(1), refused: false, Instant.Zero);
        _neighbours.Table = table.Snapshot();
        Note(Ids.Peer(1), Instant.Zero);
        Assert.Single(_output.Take<ContactSeen>());
    }

    [Fact]
    public void Leaves_should_not_be_reported()
    {
        Note(new Contact(Ids.Of(9), mode: ContactMode.Leaf), Instant.Zero);
        Assert.Empty(_output.Signals);
        Assert.Equal(Instant.Never, _seen.NextDeadline);
    }

    private void Note(Contact contact, Instant now) => _seen.Note(contact, isPayload: false, _neighbours, now, _output);
}
