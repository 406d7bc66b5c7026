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
    public void A_contact_that_left_and_came_back_within_an_interval_should_be_reported_again()
    {
        var stranger = Ids.Peer(9);
        Note(stranger, Instant.Zero);
        _seen.Forget(stranger.Id);
        Note(stranger, Instant.Zero);
        Assert.Equal(2, _output.Take<ContactSeen>().Count);
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

    [Fact]
    public void A_stranger_that_sends_payload_should_wait_where_its_bucket_is_full()
    {
        var self = Ids.Of(0);
        var rivals = Enumerable.Range(0, 25).Select(i => new Contact(Ids.InBucket(self, 250, i))).ToArray();
        _neighbours.Table = Tables.Snapshot(self, rivals[..20]);
        NotePayload(rivals[20], Instant.Zero);
        NotePayload(rivals[20], Instant.Zero);
        NotePayload(rivals[21], Instant.Zero);
        Assert.Empty(_output.Signals);

        _seen.Advance(Instant.Zero + Interval, _output);
        Assert.Equal(rivals[20..22], Assert.Single(_output.Take<ContactsSeen>()).Contacts);

        // Whoever sends anything else is news.
        Note(rivals[22], Instant.Zero);
        Assert.Equal(rivals[22], Assert.Single(_output.Take<ContactSeen>()).Contact);
    }

    [Fact]
    public void A_stranger_that_sends_payload_should_be_reported_at_once_where_its_bucket_has_room()
    {
        var self = Ids.Of(0);
        var rivals = Enumerable.Range(0, 20).Select(i => new Contact(Ids.InBucket(self, 250, i))).ToArray();
        _neighbours.Table = Tables.Snapshot(self, rivals[..19]);
        NotePayload(rivals[19], Instant.Zero);
        Assert.Equal(rivals[19], Assert.Single(_output.Take<ContactSeen>()).Contact);
    }

    [Fact]
    public void Those_reported_together_should_be_a_bounded_sample()
    {
        var self = Ids.Of(0);
        var rivals = Enumerable.Range(0, 120).Select(i => new Contact(Ids.InBucket(self, 250, i))).ToArray();
        _neighbours.Table = Tables.Snapshot(self, rivals[..20]);
        foreach (var rival in rivals[20..])
            NotePayload(rival, Instant.Zero);

        _seen.Advance(Instant.Zero + Interval, _output);
        Assert.Equal(rivals[20..(20 + SeenContacts.MaxTogether)], Assert.Single(_output.Take<ContactsSeen>()).Contacts);

        // Nobody is left out for good.
        NotePayload(rivals[^1], Instant.Zero + Interval);
        _seen.Advance(Instant.Zero + (2 * Interval), _output);
        Assert.Equal([rivals[^1]], Assert.Single(_output.Take<ContactsSeen>()).Contacts);
    }

    [Fact]
    public void Those_reported_at_once_should_be_bounded_each_interval()
    {
        var strangers = Ids.Peers(SeenContacts.MaxAtOnce + 110)[100..];
        foreach (var stranger in strangers)
            Note(stranger, Instant.Zero);

        Assert.Equal(strangers[..SeenContacts.MaxAtOnce], _output.Take<ContactSeen>().Select(seen => seen.Contact));
        _seen.Advance(Instant.Zero + Interval, _output);
        Note(strangers[^1], Instant.Zero + Interval);
        Assert.Equal(strangers[^1], Assert.Single(_output.Take<ContactSeen>()).Contact);
    }

    private void NotePayload(Contact contact, Instant now) => _seen.Note(contact, isPayload: true, _neighbours, now, _output);

    private void Note(Contact contact, Instant now) => _seen.Note(contact, isPayload: false, _neighbours, now, _output);
}
