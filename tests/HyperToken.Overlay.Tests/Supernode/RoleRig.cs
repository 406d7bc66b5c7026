using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Supernode;

/// <summary>One role machine that is given anything, and what has to hold after every input.</summary>
internal sealed class RoleRig
{
    private const int Ids = 150;

    /// <summary>Frames that follow from one input: a word to each leaf and each linked contact, and a few more.</summary>
    private const int MostFrames = 700;

    private static readonly SupernodeSettings Settings = SupernodePreset.Quick.Settings with { MaxLeaves = 10, MaxStandbyLeaves = 15 };
    private static readonly Contact[] Others = [.. Enumerable.Range(1, Ids).Select(Support.Ids.Peer)];
    private readonly RecordingOutput _output = new();
    private readonly SupernodeComponent _role = new(Support.Ids.Peer(0), new PeerSettings { Supernode = Settings }, new RandomSource(9));
    private readonly RoutingTable _table = new(Support.Ids.Of(0), new KademliaSettings());
    private RoleSnapshot _published = RoleSnapshot.Unattached;
    private Instant? _supernodeSince;

    public Instant Now { get; private set; } = Instant.Zero;


    public SupernodeComponent Role => _role;

    public void Pass(TimeSpan span)
    {
        Now += span;
        _role.Advance(Now, _output);
        Check();
    }

    public void Start(params int[] seeds) => Handle(new RoleStarted([.. seeds.Select(Other)], RoutingStrategy.Supernode, IsServer: false));

    public void Handle(PeerSignal signal)
    {
        _role.Handle(signal, Now, _output);
        Check();
    }

    public void Receive(int from, Frame frame) => Handle(new RoleFrameReceived(Other(from), frame));

    public void Know(int other)
    {
        _table.Seen(Other(other), Now);
        Handle(new SnapshotPublished(_table.Snapshot()));
    }

    /// <summary>Who does not exist is the peer itself.</summary>
    public static Contact Other(int index) => index == 0 ? Support.Ids.Peer(0) : Others[(index - 1) % Ids];

    private void Check()
    {
        Assert.InRange(_output.Sent.Count, 0, MostFrames);
        Assert.InRange(_output.Signals.Count, 0, MostFrames);
        foreach (var (to, frame) in _output.Sent)
            CheckFrame(to, frame);

        foreach (var signal in _output.Signals)
        {
            if (signal is RolePublished published)
                _published = published.Snapshot;
            else if (signal is RoleChanged changed)
                Changed(changed.Role);
        }

        Assert.True(_role.Score is >= 0 and <= 1, $"The score is {_role.Score}.");
        Assert.True(_role.EstimatedSize >= 0);
        Assert.Equal(_role.Role, _published.Role);
        Assert.InRange(_published.PrimaryLeaves.Count, 0, Settings.MaxLeaves);
        Assert.InRange(_published.StandbyLeaves.Count, 0, Settings.MaxStandbyLeaves);
        Assert.InRange(_published.Supernodes.Count, 0, Settings.SupernodesPerLeaf);
        Assert.DoesNotContain(_role.Self.Id, _published.Supernodes.Concat(_published.PrimaryLeaves).Concat(_published.StandbyLeaves).Select(contact => contact.Id));
        if (_role.Role == PeerRole.Supernode)
            Assert.Equal(ContactMode.Server, _role.Self.Mode);
        else
            Assert.Empty(_published.PrimaryLeaves.Concat(_published.StandbyLeaves));

        _output.Sent.Clear();
        _output.Signals.Clear();
    }

    /// <summary>Whatever others say and the stats are, a supernode serves for a grace period at least.</summary>
    private void Changed(PeerRole role)
    {
        if (_supernodeSince is { } since)
            Assert.True(Now - since >= Settings.GracePeriod, $"A supernode for {Now - since} only.");

        _supernodeSince = role == PeerRole.Supernode ? Now : null;
    }

    private void CheckFrame(Contact to, Frame frame)
    {
        Assert.NotEqual(_role.Self.Id, to.Id);
        var encoded = FrameCodec.Encode(frame);
        Assert.Equal(FrameError.None, FrameCodec.TryDecode(encoded, FrameCodec.DefaultMaxFrameBytes, out _));
    }
}
