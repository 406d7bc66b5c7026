using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class AttachmentsTests
{
    private static readonly SupernodeSettings Settings = new() { HeartbeatInterval = TimeSpan.FromSeconds(4) };
    private readonly SupernodeDirectory _directory = new();
    private readonly RecordingOutput _output = new();
    private readonly Attachments _attachments = new(Settings, new RandomSource(5));
    private Instant _now;

    [Fact]
    public void One_supernode_should_be_asked_to_be_primary_and_two_to_be_standby()
    {
        Attach(3);
        Assert.Equal(3, _attachments.Count);
        Assert.True(_attachments.HasPrimary);
        Assert.Equal(3, _attachments.ToContacts().Length);
    }

    [Fact]
    public void Whoever_has_answered_should_be_told_with_each_heartbeat_that_the_leaf_is_there()
    {
        Attach(3);
        _now += 1.2 * Settings.HeartbeatInterval;
        Assert.Empty(_attachments.Advance(_now, _output));
        var asked = Asked();
        Assert.Equal(3, asked.Count);
        Assert.Equal(_attachments.ToContacts()[0].Id, Assert.Single(asked, sent => sent.Frame.IsPrimary).To.Id);
    }

    [Fact]
    public void A_primary_that_does_not_answer_should_be_given_up_within_a_heartbeat_and_replaced()
    {
        Attach(4);
        var primary = _attachments.ToContacts()[0];
        _now += 1.2 * Settings.HeartbeatInterval;
        var begin = _now;
        IReadOnlyList<Contact> lost = [];
        while (lost.Count == 0)
        {
            lost = _attachments.Advance(_now, _output);
            foreach (var (to, register) in Asked().Where(sent => sent.To.Id != primary.Id))
                Answer(to, register.IsPrimary ? RegisterOutcome.Primary : RegisterOutcome.Standby);

            if (lost.Count == 0)
                _now = _attachments.NextDeadline;
        }

        Assert.Equal(primary.Id, Assert.Single(lost).Id);
        Assert.InRange(_now - begin, TimeSpan.Zero, Settings.HeartbeatInterval);
        _directory.Remove(primary.Id);
        Assert.True(_attachments.Lost(primary.Id, _directory, _now, _output));
        var successor = Assert.Single(Asked(), sent => sent.Frame.IsPrimary).To;
        Answer(successor, RegisterOutcome.Primary);
        Assert.Equal(successor.Id, _attachments.ToContacts()[0].Id);
    }

    [Fact]
    public void A_supernode_that_acknowledges_nothing_should_be_asked_at_once_and_given_up_sooner()
    {
        Attach(4);
        var suspect = _attachments.ToContacts()[1].Id;
        var begin = _now;
        _attachments.Suspected(suspect, _now, _output);
        _attachments.Suspected(suspect, _now, _output);
        Assert.Equal(suspect, Assert.Single(Asked()).To.Id);
        IReadOnlyList<Contact> lost = [];
        while (lost.Count == 0)
        {
            _now = _attachments.NextDeadline;
            lost = _attachments.Advance(_now, _output);
        }

        Assert.Equal(suspect, Assert.Single(lost).Id);
        Assert.InRange(_now - begin, TimeSpan.Zero, Settings.HeartbeatInterval / 2);
    }

    [Fact]
    public void Where_there_is_no_room_another_should_be_asked()
    {
        Know(5);
        _attachments.Fill(_directory, _now, _output);
        var (full, _) = Assert.Single(Asked(), sent => sent.Frame.IsPrimary);
        _directory.Heard(new SupernodeLoad(full, Settings.MaxLeaves, 0), 0, 0, _now);
        Answer(full, RegisterOutcome.Full, leaves: Settings.MaxLeaves);
        var (other, _) = Assert.Single(Asked(), sent => sent.Frame.IsPrimary);
        Assert.NotEqual(full.Id, other.Id);
    }

    [Fact]
    public void Whoever_was_full_should_be_asked_again_for_it_may_be_the_only_one()
    {
        Know(1);
        _attachments.Fill(_directory, _now, _output);
        var (full, _) = Assert.Single(Asked());
        _directory.Heard(new SupernodeLoad(full, Settings.MaxLeaves, 0), 0, 0, _now);
        Answer(full, RegisterOutcome.Full, leaves: Settings.MaxLeaves);
        _attachments.Fill(_directory, _now, _output);
        Assert.Empty(Asked());
        _now += 2 * Settings.HeartbeatInterval;
        _attachments.Fill(_directory, _now, _output);
        Assert.Equal(full.Id, Assert.Single(Asked()).To.Id);
    }

    [Fact]
    public void A_new_primary_should_be_attached_before_the_old_one_becomes_standby()
    {
        Attach(3);
        var old = _attachments.ToContacts()[0];
        foreach (var contact in _attachments.ToContacts())
            Answer(contact, contact == old ? RegisterOutcome.Primary : RegisterOutcome.Standby, leaves: contact == old ? 90 : 10);

        (Contact To, RegisterFrame Frame)? moved = null;
        for (var i = 0; moved is null && i < 200; i++)
        {
            _attachments.Balance(_directory, _now, _output);
            moved = Asked().Select(sent => ((Contact, RegisterFrame)?)sent).FirstOrDefault(sent => sent!.Value.Item2.IsPrimary);
        }

        Assert.NotNull(moved);
        Assert.Equal(old.Id, _attachments.ToContacts()[0].Id);
        Answer(moved.Value.To, RegisterOutcome.Primary, leaves: 11);
        Assert.Equal(moved.Value.To.Id, _attachments.ToContacts()[0].Id);
        var (told, register) = Assert.Single(Asked());
        Assert.Equal((old.Id, false), (told.Id, register.IsPrimary));

        // A late answer to what was asked before does not bring it back.
        Answer(old, RegisterOutcome.Primary, leaves: 90);
        Assert.Equal(moved.Value.To.Id, _attachments.ToContacts()[0].Id);
    }

    [Fact]
    public void Loads_that_are_alike_should_move_nobody()
    {
        Attach(3);
        var primary = _attachments.ToContacts()[0];
        for (var i = 0; i < 500; i++)
            _attachments.Balance(_directory, _now, _output);

        Assert.Equal(primary.Id, _attachments.ToContacts()[0].Id);
        Assert.DoesNotContain(Asked(), sent => sent.Frame.IsPrimary);
    }

    [Fact]
    public void A_supernode_that_steps_down_should_be_left()
    {
        Attach(3);
        var primary = _attachments.ToContacts()[0];
        _directory.Remove(primary.Id);
        Answer(primary, RegisterOutcome.NotSupernode);
        Assert.DoesNotContain(primary.Id, _attachments.ToContacts().Select(contact => contact.Id));
        Assert.Single(Asked(), sent => sent.Frame.IsPrimary);
    }

    [Fact]
    public void The_size_of_the_network_should_be_the_middle_of_what_the_supernodes_say()
    {
        Attach(3);
        Assert.Equal(0, _attachments.NetworkSize);
        var contacts = _attachments.ToContacts();
        for (var i = 0; i < 3; i++)
            Answer(contacts[i], i == 0 ? RegisterOutcome.Primary : RegisterOutcome.Standby, size: 1_000 * (3 - i));

        Assert.Equal(2_000, _attachments.NetworkSize);
    }

    private void Know(int count)
    {
        for (var i = 0; i < count; i++)
            _directory.Heard(new SupernodeLoad(Ids.Peer(i), 10, 20), 0.5f, 0, _now);
    }

    private void Attach(int known)
    {
        Know(known);
        _attachments.Fill(_directory, _now, _output);
        foreach (var (to, register) in Asked())
            Answer(to, register.IsPrimary ? RegisterOutcome.Primary : RegisterOutcome.Standby);

        Assert.Empty(Asked());
    }

    private void Answer(Contact from, RegisterOutcome outcome, int leaves = 10, int size = 0) =>
        _attachments.Received(from, new RegisteredFrame(outcome, leaves, 20, size, [], null), _directory, _now, _output);

    private List<(Contact To, RegisterFrame Frame)> Asked() => [.. _output.TakeSent<RegisterFrame>()];
}
