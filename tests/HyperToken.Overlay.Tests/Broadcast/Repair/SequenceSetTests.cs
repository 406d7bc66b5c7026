using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

public sealed class SequenceSetTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(240);

    [Property(Replay = Fixed.Replay, MaxTest = 500, EndSize = 300)]
    public void Sequences_in_any_order_should_be_those_of_a_plain_set(byte[] order, bool dense)
    {
        var set = default(SequenceSet);
        var model = new HashSet<ulong>();
        foreach (var step in order)
        {
            var sequence = 1 + (ulong)(dense ? step % 40 : step);
            Assert.Equal(model.Add(sequence), set.Add(sequence));
            AssertSame(model, set);
        }
    }

    [Property(Replay = Fixed.Replay, MaxTest = 500, EndSize = 100)]
    public void What_is_missing_should_be_what_a_plain_set_lacks_above_the_floor(byte[] order, byte from, byte to, byte limit)
    {
        var set = default(SequenceSet);
        foreach (var step in order)
        {
            if (1 + (ulong)step <= set.Floor)
                continue;

            set.Add(1 + (ulong)step);
            while (set.GapCount > limit % 16)
                set.CloseOldestGap();
        }

        var missing = new List<ulong>();
        var next = 1 + (ulong)from;
        while (set.TryNextMissing(next, to, out var range))
        {
            Assert.InRange(range.First, next, range.Last);
            Assert.True(missing.Count == 0 || missing[^1] + 1 < range.First, "Two ranges without anything between them.");
            for (next = range.First; next <= range.Last; next++)
                missing.Add(next);
        }

        var expected = Enumerable.Range(1 + from, Math.Max(0, to - from)).Select(i => (ulong)i).Where(i => i > set.Floor && !set.Contains(i));
        Assert.Equal(expected, missing);
    }

    [Property(Replay = Fixed.Replay, MaxTest = 300, EndSize = 300)]
    public void Gaps_that_are_closed_should_only_cost_what_is_below_the_floor(byte[] order, byte limit)
    {
        var set = default(SequenceSet);
        var model = new HashSet<ulong>();
        foreach (var step in order)
        {
            var sequence = 1 + (ulong)step;
            if (sequence <= set.Floor)
                continue;

            Assert.Equal(model.Add(sequence), set.Add(sequence));
            while (set.GapCount > limit % 8)
                set.CloseOldestGap();

            for (var i = set.Floor + 1; i <= 256; i++)
                Assert.Equal(model.Contains(i), set.Contains(i));
        }
    }

    [Fact]
    public void What_comes_in_order_should_be_one_run()
    {
        var set = default(SequenceSet);
        for (var i = 57UL; i < 10_000; i++)
            Assert.True(set.Add(i));

        Assert.Equal((57UL, 9_999UL, 0), (set.First, set.Last, set.GapCount));
        Assert.False(set.Contains(56));
        Assert.False(set.Contains(10_000));
    }

    [Fact]
    public void A_filled_gap_should_leave_one_run()
    {
        var set = default(SequenceSet);
        foreach (var i in new ulong[] { 1, 2, 5, 9, 4, 3, 7, 6, 8 })
            Assert.True(set.Add(i));

        Assert.Equal((1UL, 9UL, 0), (set.First, set.Last, set.GapCount));
    }

    [Fact]
    public void What_is_missing_for_the_retention_should_be_given_up_and_not_before()
    {
        var set = default(SequenceSet);
        AddAt(ref set, 1, 0);
        AddAt(ref set, 3, 10);
        AddAt(ref set, 5, 200);
        AddAt(ref set, 6, 249);
        Assert.Equal((0UL, 2), (set.Floor, set.GapCount));

        // 3 had been received for 240 s: 2 is given up, and 4 is not.
        AddAt(ref set, 7, 251);
        Assert.Equal((3UL, 0), (set.Floor, set.GapCount));
        Assert.False(set.Contains(4));
        Assert.True(set.Add(4));

        // The next mark was set at 251 s.
        AddAt(ref set, 9, 480);
        Assert.Equal(3UL, set.Floor);
        AddAt(ref set, 10, 492);
        Assert.Equal(7UL, set.Floor);
        Assert.True(set.Add(8));
        Assert.Equal((8UL, 10UL), (set.First, set.Last));
    }

    private static void AddAt(ref SequenceSet set, ulong sequence, int seconds)
    {
        set.Add(sequence);
        set.Age(CoarseTime.Of(new Instant(seconds * 1_000_000L)), Retention);
    }

    private static void AssertSame(HashSet<ulong> model, SequenceSet set)
    {
        for (var i = 0UL; i <= 258; i++)
            Assert.Equal(model.Contains(i), set.Contains(i));

        var runs = Enumerable.Range(0, set.GapCount + 1).Select(index => set.Run(index)).ToList();
        Assert.Equal(model.Count, runs.Sum(run => (int)(run.Last - run.First + 1)));
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
        Assert.Equal((set.First, set.Last), runs[^1]);
    }
}
