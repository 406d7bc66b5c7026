using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

/// <summary>One table, driven signal by signal.</summary>
public abstract class RoutingTableTestKit
{
    private protected static readonly PeerId Self = Ids.Of(0);
    private protected static readonly KademliaSettings Settings = new(K: 2) { MaxPings = 8, MaxFailures = 2 };

    /// <summary>Five contacts of one bucket, which has room for two.</summary>
    private protected static readonly Contact[] Rivals = Enumerable.Range(0, 5).Select(i => new Contact(Ids.InBucket(Self, 250, i))).ToArray();

    private protected readonly RoutingTableComponent _component = new(Self, Settings, Instant.Zero);
    private protected readonly RecordingOutput _output = new();
    private protected Instant _now;

    private protected void See(Contact contact) => Handle(new ContactSeen(contact));

    private protected void Handle(PeerSignal signal) => _component.Handle(signal, _now, _output);

    private protected void Advance(TimeSpan span)
    {
        _now += span;
        _component.Advance(_now, _output);
    }

    private protected void AdvanceToDeadline() => Advance(Instant.Min(_component.NextDeadline, Instant.Never) - _now);

    private protected void FillThenWait(TimeSpan span)
    {
        See(Rivals[0]);
        See(Rivals[1]);
        _now += span;
        _output.Signals.Clear();
    }

    private protected TableEntry Entry() => LastSnapshot().Bucket(Self.DistanceTo(Ids.Of(1)).BucketIndex)[0];

    private protected NeighbourSnapshot LastSnapshot() => _output.Signals.OfType<SnapshotPublished>().Last().Neighbours;

    /// <summary>The table as it will be published next.</summary>
    private protected NeighbourSnapshot LastSnapshotNow()
    {
        Advance(Settings.SnapshotInterval);
        return LastSnapshot();
    }
}
