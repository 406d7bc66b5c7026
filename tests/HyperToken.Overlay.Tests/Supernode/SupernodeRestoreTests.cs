using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Supernode;

/// <summary>A role that begins anew after a crash, while the rest of the peer went on; and a leaf that found nobody with room.</summary>
public sealed class SupernodeRestoreTests
{
    private static readonly SupernodeSettings Settings = SupernodePreset.Quick.Settings;
    private readonly RecordingOutput _output = new();
    private readonly SupernodeComponent _role = new(Ids.Peer(0), new PeerSettings { Supernode = Settings }, new RandomSource(3));

    [Fact]
    public void Leaves_and_supernodes_that_relied_on_it_should_be_told()
    {
        var last = new RoleSnapshot(PeerRole.Supernode, [], [Ids.Peer(11)], [Ids.Peer(12)]);
        _role.Restore(last, Tables.Snapshot(Ids.Of(0), Ids.Peers(6)[1..]), RoutingStrategy.Supernode, isAutomatic: false, [], Instant.Zero, _output);

        Assert.Equal(PeerRole.Leaf, Assert.Single(_output.Take<RoleChanged>()).Role);
        Assert.Equal(ContactMode.Leaf, Assert.Single(_output.Take<SelfChanged>()).Self.Mode);
        var dismissed = _output.TakeSent<RegisteredFrame>();
        Assert.Equal([Ids.Of(11), Ids.Of(12)], dismissed.Select(sent => sent.To.Id));
        Assert.All(dismissed, sent => Assert.Equal((RegisterOutcome.NotSupernode, 3), (sent.Frame.Outcome, sent.Frame.Others.Count)));
        var announced = _output.TakeSent<AnnounceFrame>();
        Assert.Equal(Ids.Peers(6)[1..].Select(contact => contact.Id).Order(), announced.Select(sent => sent.To.Id).Order());
        Assert.All(announced, sent => Assert.Equal(PeerRole.Leaf, sent.Frame.Role));
    }

    [Fact]
    public void It_should_turn_to_supernodes_it_knew_and_leave_the_mesh_once_the_others_know()
    {
        var last = new RoleSnapshot(PeerRole.Supernode, [], [], []);
        _role.Restore(last, Tables.Snapshot(Ids.Of(0), Ids.Peers(6)[1..]), RoutingStrategy.Supernode, isAutomatic: false, [Ids.Peer(20)], Instant.Zero, _output);
        var asked = _output.TakeSent<RegisterFrame>();
        Assert.Equal(4, asked.Count);
        Assert.Contains(Ids.Of(20), asked.Select(sent => sent.To.Id));

        _role.Handle(
            new RoleFrameReceived(asked[0].To, new RegisteredFrame(RegisterOutcome.Primary, 1, 0, 60, [], null)), Instant.Zero, _output);
        var (now, until) = (Instant.Zero, Instant.Zero + (5 * Settings.HeartbeatInterval));
        for (; now < until; now += Settings.HeartbeatInterval / 4)
            _role.Advance(now, _output);

        Assert.Single(_output.Take<MeshUnwanted>());
    }

    [Fact]
    public void On_a_strategy_without_roles_it_should_go_on_as_the_server_it_is()
    {
        var last = new RoleSnapshot(PeerRole.Supernode, [], [Ids.Peer(11)], []);
        _role.Restore(last, Tables.Snapshot(Ids.Of(0), Ids.Peers(6)[1..]), RoutingStrategy.Kademlia, isAutomatic: true, [], Instant.Zero, _output);

        Assert.Equal((PeerRole.Supernode, ContactMode.Server), (_role.Role, _role.Self.Mode));
        Assert.Empty(_output.TakeSent<RegisteredFrame>());
        _role.Handle(new RoleFrameReceived(Ids.Peer(11).In(ContactMode.Leaf), new RegisterFrame(IsPrimary: true, 0.5f, IsEligible: false)), Instant.Zero, _output);
        Assert.Equal(RegisterOutcome.Primary, Assert.Single(_output.TakeSent<RegisteredFrame>()).Frame.Outcome);
    }

    [Fact]
    public void A_leaf_should_keep_its_supernodes()
    {
        var last = new RoleSnapshot(PeerRole.Leaf, Ids.Peers(4)[1..], [], []);
        _role.Restore(last, Tables.Snapshot(Ids.Of(0)), RoutingStrategy.Supernode, isAutomatic: false, [Ids.Peer(20)], Instant.Zero, _output);

        Assert.Empty(_output.Take<RoleChanged>());
        Assert.Equal([Ids.Of(1), Ids.Of(2), Ids.Of(3), Ids.Of(20)], _output.TakeSent<RegisterFrame>().Select(sent => sent.To.Id));
    }

    [Fact]
    public void A_leaf_should_ask_again_where_all_it_knows_had_no_room()
    {
        _role.Handle(new RoleStarted([Ids.Peer(1)], RoutingStrategy.Supernode, IsServer: false), Instant.Zero, _output);
        Assert.Single(_output.TakeSent<RegisterFrame>());
        var full = new RegisteredFrame(RegisterOutcome.Full, Settings.MaxLeaves, Settings.MaxStandbyLeaves, 300, [], null);
        _role.Handle(new RoleFrameReceived(Ids.Peer(1), full), Instant.Zero, _output);
        Assert.Empty(_output.TakeSent<RegisterFrame>());

        _role.Advance(Instant.Zero + (2 * Settings.HeartbeatInterval), _output);
        Assert.Equal(Ids.Of(1), Assert.Single(_output.TakeSent<RegisterFrame>()).To.Id);
    }
}
