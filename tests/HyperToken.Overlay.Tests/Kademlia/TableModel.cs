using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Tests.Kademlia;

/// <summary>What a routing table promises, written down as plainly as possible and without regard to cost.</summary>
internal sealed class TableModel(PeerId self, KademliaSettings settings)
{
    private readonly List<Member> _members = [];
    private readonly List<Member> _waiting = [];

    public IEnumerable<Member> Members => _members;

    public List<PeerId> Dormant { get; } = [];

    public IEnumerable<Member> Bucket(int index) =>
        _members.Where(member => self.DistanceTo(member.Id).BucketIndex == index).OrderBy(member => member.SeenAt).ThenBy(member => member.Order);

    public void Seen(PeerId id, Instant now, int order)
    {
        var bucket = self.DistanceTo(id).BucketIndex;
        if (bucket < 0)
            return;

        Dormant.Remove(id);
        if (_members.Find(member => member.Id == id) is { } known)
        {
            known.SeenAt = Tick(now);
            known.Order = order;
            known.Failures = 0;
            return;
        }

        _waiting.RemoveAll(member => member.Id == id);
        var newcomer = new Member(id) { SeenAt = Tick(now), Order = order };
        if (Bucket(bucket).Count() < settings.K)
        {
            _members.Add(newcomer);
            return;
        }

        _waiting.Add(newcomer);
        var rivals = _waiting.Where(member => self.DistanceTo(member.Id).BucketIndex == bucket).ToList();
        if (rivals.Count > settings.ReplacementCacheSize)
            _waiting.Remove(rivals[0]);
    }

    public void Failed(PeerId id, bool refused, int order)
    {
        _waiting.RemoveAll(member => member.Id == id);
        if (_members.Find(member => member.Id == id) is not { } known)
            return;

        known.Failures++;
        if (!refused && known.Failures < settings.MaxFailures)
            return;

        _members.Remove(known);
        Dormant.Remove(id);
        Dormant.Add(id);
        if (Dormant.Count > settings.DormantSize)
            Dormant.RemoveAt(0);

        var bucket = self.DistanceTo(id).BucketIndex;
        var promoted = _waiting
            .Where(member => self.DistanceTo(member.Id).BucketIndex == bucket)
            .OrderBy(member => Bucket(bucket).Count(other => SubPrefix(other.Id) == SubPrefix(member.Id)))
            .ThenByDescending(member => member.Order)
            .FirstOrDefault();
        if (promoted is null)
            return;

        promoted.Order = order;
        _waiting.Remove(promoted);
        _members.Add(promoted);
    }

    private int SubPrefix(PeerId id) => self.DistanceTo(id).SubPrefix(KademliaSettings.SubPrefixBits);

    private static long Tick(Instant now) => now.Micros / 100_000;

    internal sealed class Member(PeerId id)
    {
        public PeerId Id { get; } = id;

        public long SeenAt { get; set; }

        /// <summary>Which operation saw or promoted it last: decides between those of one tenth of a second.</summary>
        public int Order { get; set; }

        public int Failures { get; set; }
    }
}
