using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>What one component of a peer tells another. Who is told is for <see cref="PeerWiring"/> to say.</summary>
public abstract record PeerSignal
{
    private protected PeerSignal()
    {
    }
}

/// <summary>A valid frame came from this contact.</summary>
public sealed record ContactSeen(Contact Contact) : PeerSignal;

/// <summary>Valid frames came from these contacts in the last second or so.</summary>
public sealed record ContactsSeen(IReadOnlyList<Contact> Contacts) : PeerSignal;

/// <summary>A contact did not answer in time, or, when <paramref name="Refused"/>, is certainly not there.</summary>
public sealed record ContactFailed(Contact Contact, bool Refused) : PeerSignal;

/// <summary>A contact did not answer a frame of a broadcast: it is to be asked whether it is there.</summary>
public sealed record ContactSuspected(Contact Contact) : PeerSignal;

/// <summary>A contact that had been silent for long has answered: the two may have missed what the other has.</summary>
public sealed record ContactReturned(Contact Contact) : PeerSignal;

/// <summary>A question to a contact and its answer took this long.</summary>
public sealed record RoundTripMeasured(PeerId Contact, TimeSpan RoundTrip) : PeerSignal;

/// <summary>A contact has entered the table.</summary>
public sealed record ContactAdded(Contact Contact) : PeerSignal;

/// <summary>A contact has left the table.</summary>
public sealed record ContactEvicted(Contact Contact) : PeerSignal;

/// <summary>The table has changed; this is how it looks now.</summary>
public sealed record SnapshotPublished(NeighbourSnapshot Neighbours) : PeerSignal;

/// <summary>The table was asked to ping everybody, and every ping has been answered or has failed.</summary>
public sealed record ProbesFinished(int Pinged, int Failed) : PeerSignal;

/// <summary>Publish the table as it is once all earlier signals are worked in. A <see cref="TableSettled"/> of the same purpose follows.</summary>
public sealed record SettleTable(SettlePurpose Purpose) : PeerSignal;

/// <summary>The last published snapshot holds everything the table was told before the <see cref="SettleTable"/> of this purpose.</summary>
public sealed record TableSettled(SettlePurpose Purpose) : PeerSignal;

/// <summary>Who waits for a settled table.</summary>
public enum SettlePurpose
{
    /// <summary>Joining or maintenance goes on from it.</summary>
    Maintenance = 0,

    /// <summary>The peer reports on itself.</summary>
    Report = 1,
}

/// <summary>The table has crashed and begun anew from its last snapshot: what it was asked may be lost.</summary>
public sealed record TableRestarted : PeerSignal
{
    /// <summary>The only one.</summary>
    public static readonly TableRestarted Instance = new();

    private TableRestarted()
    {
    }
}

/// <summary>Ping every contact of the table now.</summary>
public sealed record ProbeAll : PeerSignal
{
    /// <summary>The only one.</summary>
    public static readonly ProbeAll Instance = new();

    private ProbeAll()
    {
    }
}

/// <summary>A refresh has looked into a bucket.</summary>
public sealed record BucketTouched(int Bucket) : PeerSignal;

/// <summary>A bucket was not touched for long.</summary>
public sealed record BucketStale(int Bucket) : PeerSignal;

/// <summary>A contact has answered a ping.</summary>
public sealed record PingAnswered(Contact From, ulong Request) : PeerSignal;

/// <summary>A contact asks for the contacts closest to an id. The table answers, so that whoever was seen before is in the answer.</summary>
public sealed record QueryReceived(Contact From, ulong Request, PeerId Target, int Count) : PeerSignal;

/// <summary>A contact has answered a query of a lookup.</summary>
public sealed record QueryAnswered(Contact From, ulong Request, IReadOnlyList<Contact> Contacts) : PeerSignal;

/// <summary>Start a lookup.</summary>
/// <param name="Number">Names it among this peer's lookups.</param>
/// <param name="Purpose">Whom its result is for.</param>
/// <param name="Target">The id looked for.</param>
/// <param name="Width">How many of the closest have to answer.</param>
/// <param name="Alpha">Queries in flight.</param>
/// <param name="Wanted">How many contacts each query asks for.</param>
/// <param name="Seeds">Contacts to begin with.</param>
public sealed record LookupRequested(
    uint Number, LookupPurpose Purpose, PeerId Target, int Width, int Alpha, int Wanted, IReadOnlyList<Contact> Seeds) : PeerSignal;

/// <summary>A lookup has ended.</summary>
public sealed record LookupCompleted(uint Number, LookupPurpose Purpose, LookupResult Result) : PeerSignal;

/// <summary>Whom the result of a lookup is for.</summary>
public enum LookupPurpose
{
    /// <summary>The peer itself: joining, maintenance.</summary>
    Maintenance = 0,

    /// <summary>The application asked.</summary>
    Application = 1,

    /// <summary>Records: where one is to be kept, or is found.</summary>
    Locate = 2,
}

/// <summary>The supernodes of a leaf were looked for, found or not: what waited for that goes on.</summary>
public sealed record LeafLocated(LocateResult Result) : PeerSignal;

/// <summary>The application's search for a leaf has ended; one that could not begin because too many went on has found nothing.</summary>
public sealed record LocateCompleted(uint Number, LocateResult Result) : PeerSignal;

/// <summary>A link to this contact is wanted, though there is nothing to send yet.</summary>
public sealed record LinkWanted(Contact Contact) : PeerSignal;

/// <summary>A link to this contact is not needed any more.</summary>
public sealed record LinkUnwanted(Contact Contact) : PeerSignal;

/// <summary>The peer takes part in a network of supernodes and leaves.</summary>
/// <param name="Seeds">Contacts to enter it through; without any, the peer is the first.</param>
/// <param name="Strategy">The strategy it follows.</param>
/// <param name="IsServer">Whether it is among the servers already, and so begins as a supernode; otherwise it begins as a leaf.</param>
public sealed record RoleStarted(IReadOnlyList<Contact> Seeds, RoutingStrategy Strategy, bool IsServer) : PeerSignal;

/// <summary>The application wants the peer to follow another strategy, or the size of the network.</summary>
public sealed record StrategyWanted(RoutingStrategy Strategy) : PeerSignal;

/// <summary>On <see cref="RoutingStrategy.Auto"/>: another strategy suits a network of so many peers.</summary>
public sealed record StrategyChosen(RoutingStrategy Strategy, int NetworkSize) : PeerSignal;

/// <summary>The peer follows another strategy from now on.</summary>
/// <param name="From">The one before; <see cref="RoutingStrategy.Auto"/> where it had not chosen yet.</param>
/// <param name="To">The one it follows.</param>
/// <param name="NetworkSize">For how many peers it was chosen; 0 where the application chose.</param>
/// <param name="LinksStayUntil">Until then no link is closed for not being needed any more: what is missing is repaired over it.</param>
public sealed record StrategyChanged(RoutingStrategy From, RoutingStrategy To, int NetworkSize, Instant LinksStayUntil) : PeerSignal;

/// <summary>A frame about roles came from this contact.</summary>
public sealed record RoleFrameReceived(Contact From, Frame Frame) : PeerSignal;

/// <summary>Role or attachments have changed; this is how they are now.</summary>
public sealed record RolePublished(RoleSnapshot Snapshot) : PeerSignal;

/// <summary>The peer has another role now.</summary>
public sealed record RoleChanged(PeerRole Role) : PeerSignal;

/// <summary>The peer is to be known to others like this from now on.</summary>
public sealed record SelfChanged(Contact Self) : PeerSignal;

/// <summary>The peer is to enter the mesh of supernodes through these. <see cref="MeshEntered"/> follows.</summary>
public sealed record MeshWanted(IReadOnlyList<Contact> Seeds) : PeerSignal;

/// <summary>The table is filled with supernodes: the peer is one of them.</summary>
public sealed record MeshEntered : PeerSignal
{
    /// <summary>The only one.</summary>
    public static readonly MeshEntered Instance = new();

    private MeshEntered()
    {
    }
}

/// <summary>The peer leaves the mesh of supernodes, and stays in the network.</summary>
public sealed record MeshUnwanted : PeerSignal
{
    /// <summary>The only one.</summary>
    public static readonly MeshUnwanted Instance = new();

    private MeshUnwanted()
    {
    }
}

/// <summary>A link is open.</summary>
public sealed record LinkOpened(Contact Contact) : PeerSignal;

/// <summary>A link has closed; when <paramref name="Lost"/>, not because anybody wanted it.</summary>
public sealed record LinkClosed(Contact Contact, bool Lost) : PeerSignal;

/// <summary>No link could be opened for this frame, or for a wanted link when there is none.</summary>
public sealed record SendFailed(Contact Contact, Frame? Frame) : PeerSignal;

/// <summary>Joining has ended: with contacts, or after three attempts that nobody answered; then the peer goes on trying by itself.</summary>
public sealed record JoinCompleted(int Contacts, int Lookups, int Queries) : PeerSignal;

/// <summary>A maintenance round has ended.</summary>
public sealed record MaintenanceCompleted(int Pinged, int Failed, int Lookups, int Queries) : PeerSignal;

/// <summary>An acknowledged broadcast has reached so many peers.</summary>
/// <param name="Id">The message.</param>
/// <param name="Reached">Peers known to have it, the origin left out.</param>
/// <param name="IsComplete">Whether all of the network was served; otherwise the time limit came first, and some may have it that are not counted.</param>
public sealed record ReachKnown(Broadcast.MessageId Id, long Reached, bool IsComplete) : PeerSignal;

/// <summary>A message for one peer has met its fate.</summary>
public sealed record SendCompleted(Broadcast.MessageId Id, SendOutcome Outcome) : PeerSignal;

/// <summary>The fate of a message for one peer.</summary>
public enum SendOutcome
{
    /// <summary>The target has it.</summary>
    Delivered = 0,

    /// <summary>Nobody knew the target.</summary>
    NoRoute = 1,

    /// <summary>No answer came in time; the target may have it all the same.</summary>
    TimedOut = 2,

    /// <summary>Too many messages are under way already; it was not sent.</summary>
    Busy = 3,
}
